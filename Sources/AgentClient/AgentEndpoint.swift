internal import AgentAPI

/// Where an agent is, and how it is known to be the right one.
package struct AgentEndpoint: Sendable, Hashable {
    /// The host's name, for messages.
    package var host: String
    /// A name or an IP address.
    package var address: String
    package var port: Int
    /// SHA-256 of the agent's public key in lower-case hexadecimal, as its host was enrolled with it.
    package var keyFingerprint: String

    package init(host: String, address: String, port: Int = AgentProtocol.port, keyFingerprint: String) {
        self.host = host
        self.address = address
        self.port = port
        self.keyFingerprint = keyFingerprint
    }

    /// The address of a request; IPv6 addresses in brackets.
    func url(_ path: String) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        return "https://\(host):\(port)\(AgentProtocol.root)\(path)"
    }
}
