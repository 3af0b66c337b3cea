/// A number of bytes.
package struct ByteCount: Hashable, Sendable, Comparable, Codable {
    package var bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    package static let zero = ByteCount(0)
    package static func kibibytes(_ count: Int64) -> Self { Self(count << 10) }
    package static func mebibytes(_ count: Int64) -> Self { Self(count << 20) }
    package static func gibibytes(_ count: Int64) -> Self { Self(count << 30) }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    package static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
    package static func + (left: Self, right: Self) -> Self { Self(left.bytes + right.bytes) }
    package static func - (left: Self, right: Self) -> Self { Self(left.bytes - right.bytes) }
    package static func += (left: inout Self, right: Self) { left = left + right }
    package static func -= (left: inout Self, right: Self) { left = left - right }
}

extension ByteCount: CustomStringConvertible {
    private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]

    /// The count in the largest binary unit that leaves at least 1, with one digit after the point where it is not whole.
    package var description: String {
        var value = Double(bytes)
        var unit = 0
        while abs(value) >= 1024, unit < Self.units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int64((value * 10).rounded())
        let number = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
        return "\(number) \(Self.units[unit])"
    }

    /// Reads `512`, `256MiB`, `1 GiB`, `2g`; K, M, G, T are powers of 1024 with or without `iB` or `B`.
    ///
    /// Nil for anything else, for negative numbers and for what 64 bits cannot hold.
    package init?(parsing text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        let unit = text.dropFirst(digits.count).drop(while: \.isWhitespace).lowercased()
        guard let shift = ["": 0, "b": 0, "k": 10, "m": 20, "g": 30, "t": 40][unit.trimmingUnitSuffix] else {
            return nil
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        if overflow { return nil }
        self.init(bytes)
    }
}

extension String {
    /// `kib` and `kb` as `k`.
    fileprivate var trimmingUnitSuffix: String {
        for suffix in ["ib", "b"] where count == suffix.count + 1 && hasSuffix(suffix) && self != "bb" {
            return String(dropLast(suffix.count))
        }
        return self
    }
}
