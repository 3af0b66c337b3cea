/// The word by which a client finds events and jobs of its request again.
package enum CorrelationID {
    /// Characters at most.
    package static let limit = 36

    /// What is left of a client's word without all but `0-9A-Za-z_-`; nil where that is nothing or too long.
    package static func cleaned(_ text: String?) -> String? {
        let kept = (text ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return kept.isEmpty || kept.count > limit ? nil : kept
    }
}
