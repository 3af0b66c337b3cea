import Synchronization

/// Streams that wake when something changed.
final class Watchers: Sendable {
    private struct State {
        var next = 0
        var streams: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func wake() {
        for stream in state.withLock({ Array($0.streams.values) }) { stream.yield() }
    }

    func add() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.next += 1
            state.streams[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.remove(key) }
        return stream
    }

    private func remove(_ key: Int) {
        _ = state.withLock { $0.streams.removeValue(forKey: key) }
    }
}
