import AgentAPI
import AgentClient
import AgentServer
import Certificates
import Foundation
import Logging
import Testing

/// An agent served on a free port of this machine, with a cluster's certificates around it.
struct ServedAgent {
    let authority: CertificateAuthority
    let agentKey: SigningKey
    let port: Int
    let epochFile: URL

    /// Serves `agent` while `body` runs.
    static func with<Result: Sendable>(
        _ agent: any HostAgent, _ body: @escaping @Sendable (ServedAgent) async throws -> Result
    ) async throws -> Result {
        let authority = try CertificateAuthority(commonName: "Test", now: .now)
        let key = SigningKey()
        let credentials = try Credentials(
            certificate: authority.sign(key, as: .agent(hostID: "h1", names: ["127.0.0.1"]), now: .now), key: key,
            authority: authority.certificate)
        let folder = FileManager.default.temporaryDirectory.appending(path: "agent-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let epochFile = folder.appending(path: "leader-epoch")

        let (ports, serving) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = AgentServer(
            agent: agent, credentials: credentials, address: "127.0.0.1", port: 0,
            epoch: try LeaderEpoch(path: epochFile.path, logger: logger), logger: logger,
            whenServing: { serving.yield($0) })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { serving.finish() }
                try await server.run()
            }
            var first = ports.makeAsyncIterator()
            let port = try #require(await first.next())
            defer { group.cancelAll() }
            return try await body(
                ServedAgent(authority: authority, agentKey: key, port: port, epochFile: epochFile))
        }
    }

    /// The engine's way to the agent; what differs from a good engine is given.
    func client(
        authority other: CertificateAuthority? = nil, profile: CertificateProfile = .engine,
        fingerprint: String? = nil, epoch: @escaping @Sendable () -> Int64 = { 1 }
    ) throws -> RemoteHostAgent {
        let key = SigningKey()
        let signer = other ?? authority
        let credentials = try Credentials(
            certificate: signer.sign(key, as: profile, now: .now), key: key, authority: signer.certificate)
        return try RemoteHostAgent(
            endpoint: AgentEndpoint(
                host: "h1", address: "127.0.0.1", port: port, keyFingerprint: try fingerprint ?? agentKey.fingerprint),
            credentials: credentials, epoch: epoch)
    }
}
