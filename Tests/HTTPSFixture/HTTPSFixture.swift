import Certificates
import Foundation
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOSSL
import ServiceLifecycle

/// A server on this machine that speaks HTTPS with a certificate of its own authority.
package struct HTTPSFixture: Sendable {
    /// As `https://127.0.0.1:40123`.
    package let address: String
    /// What has signed the server's certificate, in PEM.
    package let authority: String

    /// Serves while `body` runs.
    package static func serving<Result: Sendable>(
        _ responder: some HTTPResponder<BasicRequestContext>,
        _ body: @escaping @Sendable (HTTPSFixture) async throws -> Result
    ) async throws -> Result {
        let authority = try CertificateAuthority(commonName: "fixture", now: .now)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "fixture")
        logger.logLevel = .critical
        let application = Application(
            responder: responder, server: try .tls(.http1(), tlsConfiguration: tls(authority)),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ready.yield($0.localAddress?.port ?? 0) }, logger: logger)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let fixture = HTTPSFixture(
                address: "https://127.0.0.1:\(port)", authority: try authority.certificate.pem())
            group.addTask { try await body(fixture) }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    private static func tls(_ authority: CertificateAuthority) throws -> TLSConfiguration {
        let key = SigningKey()
        let certificate = try authority.sign(key, as: .api(names: ["127.0.0.1"]), now: .now)
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.pem().utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem)))
    }
}
