internal import Certificates
internal import Hummingbird
internal import MortarModel
internal import NIOSSL

/// Refuses clients that the cluster's authority knows, but not as the engine.
///
/// TLS has refused all others before.
struct AdmitOnlyTheEngine: RouterMiddleware {
    func handle(
        _ request: Request, context: AgentRequestContext,
        next: @concurrent (Request, AgentRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let certificate = try await context.channel.nioSSL_peerCertificate().get() else {
            throw Failure(.unauthenticated, "The client has shown no certificate.")
        }
        let client = try IdentityCertificate(der: certificate.toDERBytes())
        guard client.role == .engine else {
            throw Failure(
                .forbidden, "Only the engine may ask the agent, not “\(client.commonName ?? "")”.",
                correction: "Use the engine's client certificate.")
        }
        return try await next(request, context)
    }
}
