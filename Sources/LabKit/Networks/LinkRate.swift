import MortarModel

/// How much a link may carry in each direction, in bits per second.
package struct LinkRate: Hashable, Sendable, Codable, CustomStringConvertible {
    package let bitsPerSecond: Int64

    private static let units: [(name: String, factor: Int64)] = [
        ("gbit", 1_000_000_000), ("mbit", 1_000_000), ("kbit", 1000),
    ]

    /// Reads `1gbit`, `400mbit`, `64kbit`; throws a `Failure` for anything else.
    package init(_ text: String) throws {
        for unit in Self.units where text.lowercased().hasSuffix(unit.name) {
            guard let number = Int64(text.dropLast(unit.name.count)), (1...100_000).contains(number) else { break }
            self.bitsPerSecond = number * unit.factor
            return
        }
        throw Failure(
            .invalid, "“\(text)” is not a rate.", correction: "Give a whole number and a unit, as 1gbit or 400mbit.")
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String {
        let unit = Self.units.first { bitsPerSecond % $0.factor == 0 }!
        return "\(bitsPerSecond / unit.factor)\(unit.name)"
    }

    /// What the token bucket may send at once, in bytes: 4 ms at the rate, and never less than a few 64 KiB segments.
    var burst: Int64 { max(256 << 10, bitsPerSecond / 8 / 250) }
}
