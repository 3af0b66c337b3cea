/// An IPv4 network, as `10.88.1.0/24`.
public struct Subnet: Sendable, Hashable {
    private var base: UInt32
    public var prefixLength: Int

    /// Nil for anything that is not an IPv4 address and a prefix length of 0–32; bits behind the prefix are ignored.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Int(parts[1]), (0...32).contains(length),
            let address = Self.number(parts[0])
        else { return nil }
        prefixLength = length
        base = address & Self.mask(length)
    }

    public func contains(_ address: String) -> Bool {
        Self.number(address[...]).map { $0 & Self.mask(prefixLength) == base } ?? false
    }

    private static func mask(_ length: Int) -> UInt32 {
        length == 0 ? 0 : UInt32.max << (32 - UInt32(length))
    }

    private static func number(_ text: Substring) -> UInt32? {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard bytes.count == 4 else { return nil }
        return bytes.reduce(0 as UInt32?) { sum, byte in
            guard let sum, let byte else { return nil }
            return sum << 8 | UInt32(byte)
        }
    }
}

extension Subnet: CustomStringConvertible {
    public var description: String {
        let bytes = [24, 16, 8, 0].map { "\(base >> $0 & 0xFF)" }
        return "\(bytes.joined(separator: "."))/\(prefixLength)"
    }
}
