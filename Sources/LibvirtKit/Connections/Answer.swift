import Dispatch
import Synchronization

/// Of their own: calls that block may have taken every thread of the shared queues just when time is up.
private let timers = DispatchQueue(label: "libvirt-timers")

/// The one answer to a question that may never be answered: a result, or an error when the time is over.
///
/// A call into libvirt cannot be taken back; one that comes too late finds nobody waiting.
final class Answer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

    /// - Parameter limit: nil to wait for as long as it takes.
    init(_ continuation: CheckedContinuation<Value, any Error>, within limit: Duration?) {
        self.continuation = Mutex(continuation)
        guard let limit else { return }
        let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) / 1e18
        timers.asyncAfter(deadline: .now() + seconds) { [self] in
            give(.failure(LibvirtError(code: .timedOut, message: "libvirt did not answer within \(limit)")))
        }
    }

    /// The first answer counts.
    func give(_ result: Result<Value, any Error>) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(with: result)
    }
}

/// Gives up waiting for an answer, whichever comes first: the wish to give up, or the answer that is waited for.
final class Abandonment<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case idle, abandoned
        case waiting(Answer<Value>)
    }

    private let state = Mutex(State.idle)

    func watch(_ answer: Answer<Value>) {
        let isLate = state.withLock { state in
            if case .abandoned = state { return true }
            state = .waiting(answer)
            return false
        }
        if isLate { answer.give(.failure(CancellationError())) }
    }

    func abandon() {
        let former = state.withLock { state in
            defer { state = .abandoned }
            return state
        }
        if case .waiting(let answer) = former { answer.give(.failure(CancellationError())) }
    }
}
