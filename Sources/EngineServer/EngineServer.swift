import Certificates
package import EngineCore
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
            server: try .tls(.http1(), tlsConfiguration: try tls()),
            configuration: .init(address: .hostname("0.0.0.0", port: port), serverName: "mortar"),
            onServerRunning: { [whenServing] _ in await whenServing() },
            logger: logger)
        try await application.run()
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
