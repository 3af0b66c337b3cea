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
    /// A connection that TLS cannot close holds the agent up for 5 s, each time; a busy machine only now and then.
    @Test(arguments: [false, true])
    func isNotHeldUpByTheEnginesConnections(_ withStream: Bool) async throws {
        var fastest = Duration.seconds(60)
        for _ in 1...5 where fastest >= .seconds(4) {
            fastest = min(fastest, try await shutDown(withStream: withStream))
        }
        #expect(fastest < .seconds(4))
    }

    /// How long an agent takes to shut down that the engine is connected to.
    private func shutDown(withStream: Bool) async throws -> Duration {
        let served = try ShutdownFixture()
        let group = ServiceGroup(services: [served.server], logger: Logger(label: "test"))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
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
            withExtendedLifetime(client) {}
            return ContinuousClock.now - start
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
