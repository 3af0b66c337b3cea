package import MortarModel
package import OVirtAPI

/// A job ended badly; unlike a refusal, something was begun.
package struct JobFailure: Error, Hashable {
    package var failure: Failure

    package init(failure: Failure) {
        self.failure = failure
    }
}

extension MortarClient {
    /// How long an engine may be away while a job is waited for: a restart, or another host that takes over.
    package static let usualAbsence = Duration.seconds(120)

    /// Waits until a job has ended and tells how it goes on: each change of it or of its steps, and the end.
    ///
    /// Throws `JobFailure` when it fails.
    ///
    /// - Parameter absence: how long the engine may be away.
    @discardableResult
    package func wait(
        for jobID: String, every interval: Duration = .milliseconds(300), absence: Duration = usualAbsence,
        _ tell: (JobRepresentation) async -> Void = { _ in }
    ) async throws -> JobRepresentation {
        var last: JobRepresentation?
        var lost: ContinuousClock.Instant?
        while true {
            do {
                let job = try await get(JobRepresentation.self, id: jobID, follow: "steps")
                lost = nil
                if job != last { await tell(job) }
                last = job
                if let end = try job.end { return end }
            } catch let failure as Failure where failure.isPassing {
                let since = lost ?? .now
                lost = since
                if ContinuousClock.now - since > absence { throw failure }
            }
            try await Task.sleep(for: interval)
        }
    }
}

extension JobRepresentation {
    /// The job, when it has ended well; nil while it has not ended.
    fileprivate var end: JobRepresentation? {
        get throws {
            switch status {
            case "finished": return self
            case "failed", "aborted":
                throw JobFailure(
                    failure: fault?.failure(status: 500)
                        ?? Failure(.internal, "“\(description ?? "The job")” has \(status ?? "failed")."))
            default: return nil
            }
        }
    }
}

extension Failure {
    /// Whether it may go away by itself.
    fileprivate var isPassing: Bool {
        [.engineUnreachable, .timedOut, .staleLeader, .hostUnreachable].contains(code)
    }
}
