/// Who a host is in a trusted pool that knows it already: what new hardware needs to take a lost host's place.
package struct PoolIdentity: Sendable, Hashable, Codable {
    /// The identity that the pool knows the host by.
    package var uuid: String
    /// The other members; ``PeerFacts/isConnected`` is of no account.
    package var peers: [PeerFacts]

    package init(uuid: String, peers: [PeerFacts]) {
        self.uuid = uuid
        self.peers = peers
    }
}
