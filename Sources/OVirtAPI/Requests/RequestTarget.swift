import Foundation

/// What a request line asks for: a path, and parameters from the query and from matrix parts of the path.
package struct RequestTarget: Sendable, Equatable {
    /// Percent-decoded, without matrix parts, without a slash at its end.
    package var path: String
    /// Names in lower case; of a name given twice, the query's last value counts.
    package var parameters: [String: String]

    /// Of a target as `/ovirt-engine/api/vms;max=10?search=name%3Dweb`; nil where its escapes are not UTF-8.
    package init?(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var parameters: [String: String] = [:]
        var segments: [String] = []
        for raw in parts[0].split(separator: "/") {
            let pieces = raw.split(separator: ";", omittingEmptySubsequences: false)
            guard let segment = String(pieces[0]).removingPercentEncoding else { return nil }
            segments.append(segment)
            for piece in pieces.dropFirst() where !piece.isEmpty {
                guard let (name, value) = FormFields.pair(piece, plusIsSpace: false) else { return nil }
                parameters[name.lowercased()] = value
            }
        }
        if parts.count > 1 {
            guard let fields = FormFields(String(parts[1])) else { return nil }
            for (name, value) in fields.values { parameters[name.lowercased()] = value }
        }
        path = "/" + segments.joined(separator: "/")
        self.parameters = parameters
    }

    /// A parameter that is given without a value, or as `true`, counts as set.
    package func flag(_ name: String) -> Bool {
        guard let value = parameters[name]?.lowercased() else { return false }
        return value.isEmpty || value == "true" || value == "1"
    }
}

/// Fields of a query or of a body of `application/x-www-form-urlencoded`.
package struct FormFields: Sendable, Equatable {
    /// Of a name given twice, the last value.
    package var values: [String: String] = [:]

    /// Nil where the escapes are not UTF-8.
    package init?(_ text: String) {
        for piece in text.split(separator: "&") {
            guard let (name, value) = Self.pair(piece, plusIsSpace: true) else { return nil }
            values[name] = value
        }
    }

    package subscript(name: String) -> String? { values[name] }

    static func pair(_ piece: Substring, plusIsSpace: Bool) -> (String, String)? {
        let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { part in
            (plusIsSpace ? String(part).replacing("+", with: " ") : String(part)).removingPercentEncoding
        }
        guard let name = parts[0], let value = parts.count > 1 ? parts[1] : "" else { return nil }
        return (name, value)
    }
}
