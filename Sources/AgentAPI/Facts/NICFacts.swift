/// A network interface of a host.
package struct NICFacts: Sendable, Hashable, Codable {
    package var name: String
    package var mac: String
    package var mtu: Int
    package var isUp: Bool
    /// With prefix length, as `10.88.1.11/24`.
    package var addresses: [String]
    /// Bytes since boot.
    package var receivedBytes: Int64
    package var sentBytes: Int64

    package init(
        name: String, mac: String, mtu: Int, isUp: Bool, addresses: [String], receivedBytes: Int64, sentBytes: Int64
    ) {
        self.name = name
        self.mac = mac
        self.mtu = mtu
        self.isUp = isUp
        self.addresses = addresses
        self.receivedBytes = receivedBytes
        self.sentBytes = sentBytes
    }
}
