import AgentAPI
import MortarModel
import Synchronization

/// Tells everybody who listens what changes, and remembers what a VM was when libvirt has forgotten it.
final class VMChanges: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<HostChange>.Continuation] = [:]
        var next = 0
        /// Nil until libvirt has listed its VMs once: nothing is known then, not that there is none.
        var known: [VMID: VMFacts]?
    }

    private let state = Mutex(State())

    func listen() -> AsyncStream<HostChange> {
        let (stream, continuation) = AsyncStream<HostChange>.makeStream()
        let key = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    func tell(_ change: HostChange) {
        let listeners = state.withLock { state in
            if case .vm(let facts) = change { state.known?[facts.id] = facts.occupiesHost ? facts : nil }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(change) }
    }

    /// All that occupied the host when they were seen last, by name; nil when nobody has looked yet.
    var allKnown: [VMFacts]? { state.withLock { $0.known?.values.sorted { $0.name < $1.name } } }

    func known(_ id: VMID) -> VMFacts? { state.withLock { $0.known?[id] } }

    /// Takes note of what was found without telling it.
    func note(_ found: [VMFacts]) {
        let present = found.filter(\.occupiesHost).map { ($0.id, $0) }
        state.withLock { $0.known = Dictionary(present, uniquingKeysWith: { $1 }) }
    }
}

extension VMFacts {
    fileprivate var occupiesHost: Bool { state != .off && state != .crashed }
}
