/// A range of IPv4 addresses: all that share the first `length` bits.
struct IPv4Prefix: Hashable, Sendable {
    /// The first address of the range.
    let address: UInt32
    let length: Int

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = Self.address(parts[0]), parts.count <= 2 else { return nil }
        guard let length = parts.count == 2 ? Int(parts[1]) : 32 else { return nil }
        self.init(address: address, length: length)
    }

    init?(address: UInt32, length: Int) {
        guard (0...32).contains(length) else { return nil }
        self.length = length
        self.address = address & Self.mask(length)
    }

    func overlaps(_ other: Self) -> Bool {
        let common = Self.mask(min(length, other.length))
        return address & common == other.address & common
    }

    private static func mask(_ length: Int) -> UInt32 {
        length == 0 ? 0 : ~0 << (32 - UInt32(length))
    }

    private static func address(_ text: some StringProtocol) -> UInt32? {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard bytes.count == 4 else { return nil }
        return bytes.reduce(0 as UInt32?) { sum, byte in
            guard let sum, let byte else { return nil }
            return sum << 8 | UInt32(byte)
        }
    }
}

extension IPv4Prefix: CustomStringConvertible {
    var description: String {
        let bytes = [24, 16, 8, 0].map { String(address >> UInt32($0) & 0xff) }
        return "\(bytes.joined(separator: "."))/\(length)"
    }
}
