import MortarModel

extension RepresentationCoder {
    /// One of a closed set of words; any other is refused with the words that would do.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ choice: inout Choice?
    ) throws(Failure) {
        var word = choice?.rawValue
        try value(name, &word)
        guard let word else { return }
        guard let known = Choice(rawValue: word.lowercased()) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .misread(name, "is “\(word)”", expected: "one of \(words)")
        }
        choice = known
    }
}
