internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import MortarModel
internal import NIOCore

/// Turns every error into a ``Failure`` as JSON, and logs it once.
struct AnswerFailures: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: AgentRequestContext,
        next: @concurrent (Request, AgentRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let failure = failure(error, request)
            logger.notice(
                "refused or failed",
                metadata: ["path": "\(request.uri.path)", "code": "\(failure.code.rawValue)", "failure": "\(failure)"])
            return try response(failure)
        }
    }

    private func failure(_ error: any Error, _ request: Request) -> Failure {
        switch error {
        case let error as HTTPError where error.status == .notFound:
            Failure(
                .notFound, "The agent does not know \(request.uri.path).",
                correction: "Bring engine and agents to the same version.")
        case let error as HTTPError: Failure(.invalid, error.body ?? error.status.reasonPhrase)
        case is NIOTooManyBytesError: Failure(.invalid, "The request is too large.")
        case is DecodingError: Failure(.invalid, "The request cannot be read.", cause: "\(error)")
        default: Failure(describing: error)
        }
    }

    private func response(_ failure: Failure) throws -> Response {
        Response(
            status: failure.code.status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(failure))))
    }
}

extension Failure.Code {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .invalid: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .staleLeader: .preconditionFailed
        case .noCapacity: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .toolFailed, .hostUnreachable: .badGateway
        case .timedOut: .gatewayTimeout
        default: .internalServerError
        }
    }
}
