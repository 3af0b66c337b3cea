import MortarModel

/// The first two bytes of all addresses of a lab, as `10.88`.
///
/// The third byte is the network (0 management, 1 storage), the fourth is 1 for the machine itself and 10 + N for host N.
package struct Subnet: Hashable, Sendable, Codable, CustomStringConvertible {
    package let first: UInt8
    package let second: UInt8

    /// Throws a `Failure` for anything but two bytes of unicast addresses.
    package init(_ text: String) throws {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard bytes.count == 2, let first = bytes[0], let second = bytes[1], (1...223).contains(first), first != 127
        else {
            throw Failure(
                .invalid, "“\(text)” is not a subnet.",
                correction: "Give the first two bytes of a private range, as 10.88.")
        }
        self.first = first
        self.second = second
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { "\(first).\(second)" }

    /// The machine's own address on a network.
    package func machineAddress(_ network: LabNetwork) -> String { "\(self).\(network.thirdByte).1" }

    package func address(host number: Int, _ network: LabNetwork) -> String {
        "\(self).\(network.thirdByte).\(10 + number)"
    }

    func prefix(_ network: LabNetwork) -> IPv4Prefix {
        let address = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(network.thirdByte) << 8
        return IPv4Prefix(address: address, length: 24)!
    }
}
