import AgentAPI
import Synchronization

/// Tells everybody who listens what changes on the host.
final class ChangeFeed: Sendable {
    private struct State {
        var listeners: [Int: AsyncThrowingStream<HostChange, any Error>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// What is told from now on, beginning with a heartbeat.
    func listen() -> AsyncThrowingStream<HostChange, any Error> {
        let (stream, continuation) = AsyncThrowingStream<HostChange, any Error>.makeStream()
        let key = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
        }
        continuation.yield(.heartbeat)
        return stream
    }

    func tell(_ change: HostChange) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(change) }
    }

    /// Ends all streams, when the agent stops.
    func finish() {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.finish() }
    }
}
