import MortarModel

/// The name of a lab: 1 to 20 lower-case letters, digits and dashes, a letter first.
package struct LabName: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    /// Throws a `Failure` that says what a name looks like.
    package init(_ text: String) throws {
        let allowed = text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        guard allowed, text.first?.isLetter == true, text.count <= 20 else {
            throw Failure(
                .invalid, "“\(text)” cannot name a lab.",
                correction: "Use 1 to 20 lower-case letters, digits and dashes, a letter first.")
        }
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }
}
