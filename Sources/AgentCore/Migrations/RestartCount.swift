import Synchronization

/// How often a service was started again by this agent.
final class RestartCount: Sendable {
    private let counts = Mutex((begun: 0, ended: 0))

    var begun: Int { counts.withLock { $0.begun } }
    var ended: Int { counts.withLock { $0.ended } }

    func begin() { counts.withLock { $0.begun += 1 } }
    func end() { counts.withLock { $0.ended += 1 } }
}
