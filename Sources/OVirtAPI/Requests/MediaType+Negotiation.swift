extension MediaType {
    /// The form of a request's body, from its `Content-Type`; nil for a form that the API does not speak.
    ///
    /// XML where nothing is said, as in oVirt.
    package init?(contentType header: String?) {
        guard let header, !header.isEmpty else {
            self = .xml
            return
        }
        switch Self.essence(Substring(header)) {
        case "application/xml", "text/xml": self = .xml
        case "application/json": self = .json
        default: return nil
        }
    }

    /// The form of the answer, from `Accept`; nil where no form would do.
    ///
    /// XML where nothing is said or anything is welcome, as in oVirt.
    package init?(accept header: String?) {
        guard let header, !header.isEmpty else {
            self = .xml
            return
        }
        let ranges = header.split(separator: ",").map { (range: Self.essence($0), quality: Self.quality($0)) }
        let ranked = Self.allCases.map { type in (type: type, quality: type.quality(among: ranges)) }
        guard let best = ranked.max(by: { $0.quality < $1.quality || $0.quality == $1.quality && $0.type == .json }),
            best.quality > 0
        else { return nil }
        self = best.type
    }

    private var names: [String] {
        switch self {
        case .xml: ["application/xml", "text/xml"]
        case .json: ["application/json"]
        }
    }

    /// The quality of the most specific range that has this type in it; 0 without any.
    private func quality(among ranges: [(range: String, quality: Double)]) -> Double {
        let exact = ranges.filter { names.contains($0.range) }.map(\.quality).max()
        let partial = ranges.first { $0.range == "application/*" }?.quality
        let any = ranges.first { $0.range == "*/*" || $0.range == "*" }?.quality
        return exact ?? partial ?? any ?? 0
    }

    private static func essence(_ range: Substring) -> String {
        range.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    }

    private static func quality(_ range: Substring) -> Double {
        for parameter in range.split(separator: ";").dropFirst() {
            let pair = parameter.filter { !$0.isWhitespace }.lowercased()
            if pair.hasPrefix("q=") { return Double(pair.dropFirst(2)) ?? 0 }
        }
        return 1
    }
}
