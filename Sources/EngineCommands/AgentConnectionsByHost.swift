import AgentAPI
import AgentClient
import Certificates
import EngineServer
import MortarModel
import Synchronization

/// Keeps one set of connections to each host's agent, made at the first call and again when the host's address or key changes.
final class AgentConnectionsByHost: Sendable {
    private let credentials: Credentials
    private let epoch: Int64
    private let agents = Mutex<[HostID: (endpoint: AgentEndpoint, agent: RemoteHostAgent)]>([:])

    init(_ identity: ClusterIdentity, epoch: Int64) throws {
        credentials = try Credentials(
            certificate: identity.engineCertificate, key: identity.engineKey,
            authority: identity.certificateAuthority.certificate)
        self.epoch = epoch
    }

    func agent(of host: Host) throws -> any HostAgent {
        let endpoint = AgentEndpoint(
            host: host.name, address: host.address, keyFingerprint: host.agentKeyFingerprint)
        return try agents.withLock { agents in
            if let known = agents[host.id], known.endpoint == endpoint { return known.agent }
            let epoch = epoch
            let agent = try RemoteHostAgent(endpoint: endpoint, credentials: credentials, epoch: { epoch })
            agents[host.id] = (endpoint, agent)
            return agent
        }
    }
}
