internal import AgentAPI
internal import Concurrency
internal import MortarModel
internal import NIOCore
internal import Synchronization

/// Content on its way to an agent that must keep taking it.
///
/// The source may be as slow as it likes: time counts only between a part that was handed over and the wish for the
/// next. When the agent answers before it has everything, the rest stays where it is.
final class PacedContent: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error
    typealias Source = any AsyncSequence<ByteBuffer, any Error> & Sendable

    private enum Pace {
        /// The source is to give something, or everything was given.
        case patient
        case handedOver(ContinuousClock.Instant)
        /// The agent has answered; who sends waits here until the answer was read.
        case answered(sender: CheckedContinuation<Void, any Error>?)
        case over
    }

    private let source: Source
    private let eventLoop: any EventLoop
    private let pace = Mutex(Pace.patient)

    /// - Parameter eventLoop: the one that sends.
    init(_ source: Source, over eventLoop: any EventLoop) {
        self.source = source
        self.eventLoop = eventLoop
    }

    /// The result of `body`, which sends this content; `NotInTime` when the agent stops taking it.
    func whileTaken<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        defer { end() }
        return try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await body() }
            group.addTask { [self] in
                while isTaken { try await Task.sleep(for: .seconds(1)) }
                throw NotInTime(limit: AgentProtocol.stallLimit)
            }
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }

    /// Gives nothing more, because the agent has answered.
    func hold() {
        pace.withLock { $0 = .answered(sender: nil) }
    }

    private func end() {
        let sender = pace.withLock { pace in
            defer { pace = .over }
            if case .answered(let sender) = pace { return sender }
            return nil
        }
        sender?.resume(throwing: CancellationError())
    }

    private var isTaken: Bool {
        pace.withLock { pace in
            guard case .handedOver(let when) = pace else { return true }
            return ContinuousClock.now - when < AgentProtocol.stallLimit
        }
    }
}

extension PacedContent {
    func makeAsyncIterator() -> Iterator {
        Iterator(content: self, source: source.makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let content: PacedContent
        fileprivate var source: any AsyncIteratorProtocol<ByteBuffer, any Error>

        mutating func next() async throws -> ByteBuffer? {
            try await content.waitForDemand()
            do {
                guard let part = try await source.next(isolation: nil) else { return nil }
                content.noteHandedOver()
                return part
            } catch let error as CancellationError {
                throw error
            } catch {
                throw MortarModel.Failure(describing: error)
            }
        }
    }

    /// Returns when the agent can take more. Throws when the exchange is over.
    private func waitForDemand() async throws {
        // The HTTP client stops asking only when its event loop has seen that the connection is full.
        try await eventLoop.submit {}.get()
        try await withCheckedThrowingContinuation { sender in
            let isOpen = pace.withLock { pace in
                switch pace {
                case .patient, .handedOver: pace = .patient
                case .answered:
                    pace = .answered(sender: sender)
                    return false
                case .over: break
                }
                return true
            }
            if isOpen { sender.resume() }
        }
        try pace.withLock { pace in
            if case .over = pace { throw CancellationError() }
        }
    }

    private func noteHandedOver() {
        pace.withLock { pace in
            if case .patient = pace { pace = .handedOver(.now) }
        }
    }
}
