import Foundation

/// A network interface.
public struct NetworkInterface: Sendable, Hashable {
    /// An address with the length of its network's prefix.
    public struct Address: Sendable, Hashable {
        public var address: String
        public var prefixLength: Int

        public init(address: String, prefixLength: Int) {
            self.address = address
            self.prefixLength = prefixLength
        }
    }

    public var name: String
    public var mac: String
    public var mtu: Int
    public var isUp: Bool
    public var isLoopback: Bool
    /// Global ones; link-local addresses are left out.
    public var addresses: [Address]
    /// Bytes since the interface was made.
    public var receivedBytes: Int64
    public var sentBytes: Int64

    public init(
        name: String, mac: String = "", mtu: Int = 1500, isUp: Bool = true, isLoopback: Bool = false,
        addresses: [Address], receivedBytes: Int64 = 0, sentBytes: Int64 = 0
    ) {
        self.name = name
        self.mac = mac
        self.mtu = mtu
        self.isUp = isUp
        self.isLoopback = isLoopback
        self.addresses = addresses
        self.receivedBytes = receivedBytes
        self.sentBytes = sentBytes
    }

    /// Reads the answer of `ip -json -statistics address`.
    public static func list(fromJSON text: String) throws -> [NetworkInterface] {
        try JSONDecoder().decode([Listed].self, from: Data(text.utf8)).map(\.interface)
    }
}

private struct Listed: Decodable {
    struct Info: Decodable {
        var local: String?
        var prefixlen: Int?
        var scope: String?
    }

    struct Counters: Decodable {
        struct Side: Decodable { var bytes: Int64 }
        var rx: Side
        var tx: Side
    }

    var ifname: String
    var address: String?
    var mtu: Int
    var flags: [String]
    var addresses: [Info]
    var stats64: Counters?

    enum CodingKeys: String, CodingKey {
        case ifname, address, mtu, flags, stats64
        case addresses = "addr_info"
    }

    var interface: NetworkInterface {
        NetworkInterface(
            name: ifname, mac: address ?? "", mtu: mtu, isUp: flags.contains("UP"),
            isLoopback: flags.contains("LOOPBACK"),
            addresses: self.addresses.filter { $0.scope == "global" }.compactMap { info in
                guard let local = info.local, let length = info.prefixlen else { return nil }
                return .init(address: local, prefixLength: length)
            },
            receivedBytes: stats64?.rx.bytes ?? 0, sentBytes: stats64?.tx.bytes ?? 0)
    }
}
