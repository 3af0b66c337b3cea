import Foundation

/// What hosts share that one failure may take at once: a rack, a room, a fuse.
///
/// Any text of 1 to 64 characters without white space at its ends and without control characters; upper and lower case
/// differ.
package struct Zone: RawRepresentable, Sendable, Hashable, Codable {
    package static let longest = 64

    package let rawValue: String

    /// Nil for what cannot be a zone.
    package init?(rawValue: String) {
        let isTrimmed = rawValue == rawValue.trimmingCharacters(in: .whitespacesAndNewlines)
        let hasControls = rawValue.unicodeScalars.contains { CharacterSet.controlCharacters.contains($0) }
        guard !rawValue.isEmpty, rawValue.count <= Self.longest, isTrimmed, !hasControls else { return nil }
        self.rawValue = rawValue
    }

    /// Takes white space off both ends.
    ///
    /// Throws a `Failure` that says what a zone may be.
    package init(parsing text: String) throws {
        guard let zone = Zone(rawValue: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Failure(
                .invalid, "“\(text)” cannot be a zone.",
                correction: "Use 1 to \(Self.longest) characters, such as “rack-a”, without line breaks.")
        }
        self = zone
    }
}

extension Zone: CustomStringConvertible {
    package var description: String { rawValue }
}
