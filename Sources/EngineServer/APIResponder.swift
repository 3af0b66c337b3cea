package import EngineCore
import HTTPTypes
package import Hummingbird
import Logging
import MortarModel
import OVirtAPI

/// Answers requests from the table of endpoints; every failure becomes a fault, every answer carries its correlation id.
package struct APIResponder: HTTPResponder {
    package typealias Context = BasicRequestContext

    private let engine: Engine
    private let endpoints: [Endpoint]

    package init(_ engine: Engine, endpoints: [Endpoint] = Endpoint.all) {
        self.engine = engine
        self.endpoints = endpoints
    }

    package func respond(to request: Request, context: Context) async throws -> Response {
        let correlationID = Self.correlationID(of: request)
        let accepted = OVirtAPI.MediaType(accept: request.headers[.accept]) ?? .xml
        var answer: APIAnswer
        do {
            answer = try await self.answer(request, correlationID, accepted)
        } catch {
            let failure = error is CancellationError ? Self.stopping : Failure(describing: error)
            log(failure, request, correlationID, context.logger)
            answer = try fault(failure, accepted)
        }
        answer.headers[.correlationID] = correlationID
        let response = Response(status: answer.status, headers: answer.headers, body: answer.body)
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// For requests that are on their way when the engine ends.
    private static let stopping = Failure(
        .busy, "The engine is being stopped.", correction: "Try again when it is back.")

    private func answer(
        _ request: Request, _ correlationID: String, _ accepted: OVirtAPI.MediaType
    ) async throws -> APIAnswer {
        guard let target = RequestTarget(request.uri.description) else {
            throw Failure(.invalid, "The address is not UTF-8.")
        }
        let (endpoint, values) = try endpoint(for: request.method, target)
        var call = APIRequest(
            pathValues: values, target: target, headers: request.headers, body: request.body, user: nil,
            correlationID: correlationID, accepted: accepted)
        if endpoint.access == .user { call.user = try await Access(service: engine.access).user(of: request.headers) }
        return try await endpoint.run(call, engine)
    }

    private func endpoint(
        for method: HTTPRequest.Method, _ target: RequestTarget
    ) throws -> (Endpoint, [String: String]) {
        let segments = Self.segments(of: target)
        let found = endpoints.compactMap { endpoint in endpoint.match(segments).map { (endpoint, $0) } }
        let wanted = method == .head ? .get : method
        if let match = found.first(where: { $0.0.method == wanted }), method != .head || !match.0.isEndless {
            return match
        }
        if found.isEmpty { throw Failure(.notFound, "There is nothing at \(target.path).") }
        let methods = found.map { $0.0.method.rawValue }.joined(separator: ", ")
        throw Failure(
            .invalid, "\(method.rawValue) is not possible at \(target.path).", correction: "Possible: \(methods).")
    }

    /// `/ovirt-engine/api/v4/…` is the same tree as `/ovirt-engine/api/…`.
    private static func segments(of target: RequestTarget) -> [Substring] {
        var segments = target.path.split(separator: "/")
        if segments.count > 2, segments[1] == "api", segments[2] == "v4" { segments.remove(at: 2) }
        return segments
    }

    private static func correlationID(of request: Request) -> String {
        let given = request.headers[.correlationID] ?? request.uri.queryParameters["correlation_id"].map(String.init)
        return CorrelationID.cleaned(given) ?? Identifier<Job>().rawValue
    }

    /// Tells what the engine or the cluster could not do; what a client got wrong is for the client alone.
    private func log(_ failure: Failure, _ request: Request, _ correlationID: String, _ logger: Logger) {
        guard failure.httpStatus >= 500 else { return }
        logger.log(
            level: failure.httpStatus == 500 ? .error : .warning, "request failed",
            metadata: [
                "request": "\(request.method) \(request.uri.path)", "correlation_id": "\(correlationID)",
                "code": "\(failure.code.rawValue)", "error": "\(failure)",
                "objects": "\(failure.objects.joined(separator: ", "))",
            ])
    }

    private func fault(_ failure: Failure, _ accepted: OVirtAPI.MediaType) throws -> APIAnswer {
        var answer = APIAnswer(
            bytes: try accepted.encode(FaultRepresentation(failure)), type: accepted.contentType,
            status: .init(code: failure.httpStatus))
        if failure.code == .unauthenticated {
            answer.headers[.wwwAuthenticate] = "Basic realm=\"Mortar\", Bearer"
        }
        return answer
    }
}

extension HTTPField.Name {
    static let correlationID = Self("Correlation-Id")!
}
