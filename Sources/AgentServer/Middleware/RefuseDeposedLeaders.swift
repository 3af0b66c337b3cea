internal import AgentAPI
internal import HTTPTypes
internal import Hummingbird
internal import MortarModel

/// Serves only the newest leader among the engines that have asked.
struct RefuseDeposedLeaders: RouterMiddleware {
    let epoch: LeaderEpoch

    func handle(
        _ request: Request, context: AgentRequestContext,
        next: @concurrent (Request, AgentRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let text = request.headers[.leaderEpoch], let number = Int64(text), number >= 0 else {
            throw Failure(.invalid, "The request lacks the leader's number in \(AgentProtocol.epochHeader).")
        }
        try epoch.admit(number)
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    fileprivate static let leaderEpoch = Self(AgentProtocol.epochHeader)!
}
