import CLibvirt
import Foundation
import Synchronization

/// Hands the events of one connection to everybody who listens, until the connection ends.
final class EventHub: Sendable {
    typealias Continuation = AsyncThrowingStream<DomainEvent, any Error>.Continuation

    private struct State {
        var listeners: [Int: Continuation] = [:]
        var next = 0
        var end: LibvirtError?
    }

    private let state = Mutex(State())

    /// Events from now on; ends with an error when the connection does.
    func listen() -> AsyncThrowingStream<DomainEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream<DomainEvent, any Error>.makeStream()
        let (key, end) = state.withLock { state in
            state.next += 1
            if state.end == nil { state.listeners[state.next] = continuation }
            return (state.next, state.end)
        }
        if let end { continuation.finish(throwing: end) }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    func send(_ event: DomainEvent) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
    }

    /// Ends the streams there are with an error; the connection lives on, and new streams with it.
    func interrupt(_ error: any Error) {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish(throwing: error) }
    }

    /// Ends all streams with an error; the first end counts.
    func finish(_ error: LibvirtError) {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            state.end = state.end ?? error
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish(throwing: error) }
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> EventHub {
        Unmanaged<EventHub>.fromOpaque(context!).takeUnretainedValue()
    }

    static func release(_ context: UnsafeMutableRawPointer?) {
        Unmanaged<EventHub>.fromOpaque(context!).release()
    }
}
