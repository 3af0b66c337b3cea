import AgentAPI
import AgentClient
import AgentServer
import Certificates
import Foundation
import Logging
import MortarModel
import ServiceLifecycle
import Testing

struct ShutdownTests {
    @Test(arguments: [false, true])
    func isNotHeldUpByTheEnginesConnections(_ withStream: Bool) async throws {
        let served = try ShutdownFixture()
        let group = ServiceGroup(services: [served.server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var ports = served.ports.makeAsyncIterator()
            let client = try served.client(port: try #require(await ports.next()))
            _ = try await client.facts()
            if withStream {
                let changes = try await client.changes()
                tasks.addTask { do { for try await _ in changes {} } catch is Failure {} }
            }
            let start = ContinuousClock.now
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            // A connection that TLS cannot close holds the agent up for 5 s.
            #expect(ContinuousClock.now - start < .seconds(4))
            withExtendedLifetime(client) {}
        }
    }
}

private struct ShutdownFixture {
    let authority: CertificateAuthority
    let key = SigningKey()
    let server: AgentServer
    let ports: AsyncStream<Int>

    init() throws {
        authority = try CertificateAuthority(commonName: "Test", now: .now)
        let (ports, serving) = AsyncStream.makeStream(of: Int.self)
        self.ports = ports
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let path = FileManager.default.temporaryDirectory.appending(path: "epoch-\(UUID())").path
        server = AgentServer(
            agent: RecordingAgent(),
            credentials: try Credentials(
                certificate: authority.sign(key, as: .agent(hostID: "h1", names: []), now: .now), key: key,
                authority: authority.certificate), address: "127.0.0.1", port: 0,
            epoch: try LeaderEpoch(path: path, logger: logger), logger: logger, whenServing: { serving.yield($0) })
    }

    func client(port: Int) throws -> RemoteHostAgent {
        let key = SigningKey()
        return try RemoteHostAgent(
            endpoint: AgentEndpoint(
                host: "h1", address: "127.0.0.1", port: port, keyFingerprint: self.key.fingerprint),
            credentials: Credentials(
                certificate: authority.sign(key, as: .engine, now: .now), key: key, authority: authority.certificate),
            epoch: { 1 })
    }
}
