internal import AsyncHTTPClient
internal import Concurrency
internal import Foundation
internal import MortarModel
internal import NIOCore
internal import NIOHTTP1

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
        case let error as NotInTime: unreachable("No answer within \(error.limit.components.seconds) s.")
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
