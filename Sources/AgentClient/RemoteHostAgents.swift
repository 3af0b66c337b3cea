package import Certificates
internal import Synchronization

/// The agents of all hosts, each with connections that are kept from one call to the next.
package final class RemoteHostAgents: Sendable {
    private struct Known {
        var endpoint: AgentEndpoint
        var agent: RemoteHostAgent
    }

    private let known = Mutex<[String: Known]>([:])
    private let credentials: Credentials
    private let epoch: @Sendable () -> Int64

    /// - Parameters:
    ///   - credentials: the engine's certificate as a client.
    ///   - epoch: the number of the engine's leadership, asked at every request.
    package init(credentials: Credentials, epoch: @escaping @Sendable () -> Int64) {
        self.credentials = credentials
        self.epoch = epoch
    }

    /// The agent there; connections are made with the first call. A host has one agent: with another address or key
    /// the connections to the former one end.
    package func agent(at endpoint: AgentEndpoint) throws -> RemoteHostAgent {
        try known.withLock { known in
            if let match = known[endpoint.host], match.endpoint == endpoint { return match.agent }
            let agent = try RemoteHostAgent(endpoint: endpoint, credentials: credentials, epoch: epoch)
            known[endpoint.host] = Known(endpoint: endpoint, agent: agent)
            return agent
        }
    }
}
