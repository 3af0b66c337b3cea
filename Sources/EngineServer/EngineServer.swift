import Certificates
import ConnectionLiveness
package import EngineCore
import HTTPServing
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// The API over HTTPS.
package struct EngineServer: Service, CustomStringConvertible {
    private let engine: Engine
    private let identity: ClusterIdentity
    private let port: Int
    private let logger: Logger
    private let whenServing: @Sendable () async -> Void

    package var description: String { "API server" }

    /// How long a client may say nothing in the middle of a request, or between requests. More than the 120 s for which
    /// an agent may stall an upload, and with it the client.
    private static let patience = Duration.seconds(180)
    /// How long nothing may be heard of a client's machine.
    private static let silenceLimit = Duration.seconds(60)
    /// Connections at a time; others wait to be accepted. Half of the 1024 files that systemd lets a service open.
    private static let connectionLimit = 512

    /// - Parameter whenServing: called once connections are taken.
    package init(
        _ engine: Engine, identity: ClusterIdentity, port: Int, logger: Logger,
        whenServing: @escaping @Sendable () async -> Void = {}
    ) {
        self.engine = engine
        self.identity = identity
        self.port = port
        self.logger = logger
        self.whenServing = whenServing
    }

    /// Serves until a graceful shutdown; open streams are ended then.
    package func run() async throws {
        let application = Application(
            responder: APIResponder(engine),
            server: try .tls(
                .http1(
                    configuration: .init(
                        additionalChannelHandlers: [WholeClosure()], idleTimeout: .init(Self.patience))),
                tlsConfiguration: try tls()),
            configuration: .init(
                address: .hostname(AllAddresses.text, port: port), serverName: "mortar",
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit, logger: logger)),
            onServerRunning: { channel in await whenRunning(channel) },
            logger: logger)
        try await application.run()
    }

    private func whenRunning(_ channel: any Channel) async {
        do {
            try await channel.detectDeadPeer(silence: Self.silenceLimit, stall: Self.patience).get()
        } catch {
            logger.warning("dead connections will be noticed late", metadata: ["error": "\(error)"])
        }
        await whenServing()
    }

    private func tls() throws -> TLSConfiguration {
        let chain = [try identity.apiCertificate.pem(), identity.authority].joined()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(chain.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.apiKey.pem.utf8), format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
