import Foundation

/// The identity of one `Subject`; identities of different subjects are different types.
///
/// The text is a UUID in lower case for everything Mortar makes, and whatever the outside says for everything else.
package struct Identifier<Subject>: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A new random identity.
    package init() {
        self.init(rawValue: UUID().uuidString.lowercased())
    }

    package init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
