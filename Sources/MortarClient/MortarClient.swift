import AsyncHTTPClient
import ConnectionLiveness
import Foundation
import MortarModel
import NIOCore
import NIOSSL
import OVirtAPI

/// An engine's API, typed; every failure is thrown as a `Failure`.
package struct MortarClient: Sendable {
    package let address: ServerAddress
    let http: HTTPClient
    let session: Session

    /// How long an ordinary request may take: long ones are jobs.
    static let patience = TimeAmount.seconds(60)

    /// How long nothing may be heard of the engine's host.
    static let silenceLimit = Duration.seconds(30)
    /// How long the engine may take nothing of an upload: more than the 120 s for which it waits itself.
    static let stallLimit = Duration.seconds(180)

    private init(_ address: ServerAddress, session: Session, http: HTTPClient) {
        self.address = address
        self.session = session
        self.http = http
    }

    /// Lends a client to `body`; its connections end with it.
    package static func connected<Result>(
        to address: ServerAddress, trust: ServerTrust, as credentials: Credentials,
        _ body: (MortarClient) async throws -> Result
    ) async throws -> Result {
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try configuration(trust))
        let client = MortarClient(address, session: Session(credentials), http: http)
        do {
            let result = try await body(client)
            try await http.shutdown()
            return result
        } catch {
            try await http.shutdown()
            throw error
        }
    }

    private static func configuration(_ trust: ServerTrust) throws(Failure) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if case .authority(let pem) = trust {
            do {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
            } catch {
                throw Failure(
                    .invalid, "The authority's certificate cannot be read.", cause: "\(error)",
                    correction: "Give a file with certificates in PEM.")
            }
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.detectDeadPeer(silence: silenceLimit, stall: stallLimit)
        }
        return configuration
    }
}
