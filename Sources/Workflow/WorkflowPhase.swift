package import MortarModel

/// Where a workflow stands: a state machine without clock or I/O.
package enum WorkflowPhase: Sendable, Hashable, Codable {
    /// Step `next` is to be done, or was begun.
    case running(next: Int)
    /// The steps from `next` down to the first are to be undone, because of `failure`.
    case undoing(next: Int, failure: Failure)
    case finished
    /// All was undone, but for what `leftovers` tells.
    case failed(Failure, leftovers: [Failure])

    package var isEnded: Bool {
        switch self {
        case .finished, .failed: true
        case .running, .undoing: false
        }
    }

    /// After the current step was done.
    package func succeeded(of count: Int) -> WorkflowPhase {
        guard case .running(let next) = self else { return self }
        return next + 1 < count ? .running(next: next + 1) : .finished
    }

    /// After the current step failed: it is undone too, for it may have done half of its work.
    package func failed(_ failure: Failure) -> WorkflowPhase {
        guard case .running(let next) = self else { return self }
        return .undoing(next: next, failure: failure)
    }

    /// After the current undo was done.
    package func undone(leftovers: [Failure]) -> WorkflowPhase {
        guard case .undoing(let next, let failure) = self else { return self }
        return next > 0 ? .undoing(next: next - 1, failure: failure) : .failed(failure, leftovers: leftovers)
    }
}
