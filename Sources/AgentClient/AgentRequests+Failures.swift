internal import AsyncHTTPClient
internal import Foundation
internal import MortarModel
internal import NIOCore
internal import NIOHTTP1

/// The time of a call has passed.
struct NoAnswerInTime: Error {
    var limit: Duration
}

extension AgentRequests {
    /// Turns what went wrong on the way to the agent into `Failure(.hostUnreachable)`; failures of the agent stay.
    func naming<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch {
            throw translate(error)
        }
    }

    func translate(_ error: any Error) -> any Error {
        switch error {
        case let failure as Failure: failure
        case is CancellationError: error
        case let error as HTTPClientError where error == .cancelled && Task.isCancelled: CancellationError()
        case let error as WrongAgentKey:
            unreachable(
                "Its certificate is about the key \(error.found ?? "of nobody"), the host was enrolled with \(endpoint.keyFingerprint).",
                correction: "If the host was installed anew, enrol it again; if not, find out who answers there.")
        case let error as NoAnswerInTime: unreachable("No answer within \(error.limit.components.seconds) s.")
        default: unreachable("\(error)")
        }
    }

    /// What the agent said when it refused or failed.
    func failure(_ status: HTTPResponseStatus, _ body: ByteBuffer) -> Failure {
        do {
            return try JSONDecoder().decode(Failure.self, from: Data(body.readableBytesView))
        } catch {
            return unreadable("HTTP status \(status.code), \(error)")
        }
    }

    func unreadable(_ cause: String) -> Failure {
        Failure(
            .internal, "The agent of \(endpoint.host) gave an answer that cannot be read.", cause: cause,
            correction: "Bring engine and agents to the same version.", objects: ["host \(endpoint.host)"])
    }

    func unreachable(
        _ cause: String, correction: String = "See whether the host is on and its mortar-agent service runs."
    ) -> Failure {
        Failure(
            .hostUnreachable,
            "The agent of \(endpoint.host) at \(endpoint.address), port \(endpoint.port), does not answer.",
            cause: cause, correction: correction, objects: ["host \(endpoint.host)"])
    }
}

/// The result of `body` if it comes in time; `NoAnswerInTime` otherwise.
func within<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw NoAnswerInTime(limit: limit)
        }
        defer { group.cancelAll() }
        return try await group.next()!
    }
}
