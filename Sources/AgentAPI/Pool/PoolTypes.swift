/// A name that all hosts of a cluster resolve alike.
package struct HostName: Sendable, Hashable, Codable {
    package var name: String
    package var address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// The storage service of a host.
package struct GlusterFacts: Sendable, Hashable, Codable {
    package var isRunning: Bool
    /// The host's identity in its trusted pool; nil while the service does not answer.
    package var uuid: String?
    /// The other members.
    package var peers: [PeerFacts]

    package init(isRunning: Bool, uuid: String?, peers: [PeerFacts]) {
        self.isRunning = isRunning
        self.uuid = uuid
        self.peers = peers
    }
}

/// Another member of the trusted pool, as one host sees it.
package struct PeerFacts: Sendable, Hashable, Codable {
    package var uuid: String
    package var names: [String]
    package var isConnected: Bool

    package init(uuid: String, names: [String], isConnected: Bool) {
        self.uuid = uuid
        self.names = names
        self.isConnected = isConnected
    }
}
