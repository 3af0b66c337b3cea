package import AgentAPI
import Synchronization

// What tests do to volumes of users.
extension SimulatedCluster {
    /// Has a host tell that it uses a volume.
    package func setUse(_ use: VolumeUse, of volume: String, on address: String) {
        state.withLock { $0.uses[address, default: [:]][volume] = use }
    }

    /// Has a host tell what is at a path.
    package func setDirectory(_ facts: DirectoryFacts, on address: String) {
        state.withLock { $0.directories[address, default: [:]][facts.path] = facts }
    }

    /// Has data be moved without an end until it is let go.
    package func holdTasks(_ isHeld: Bool) { state.withLock { $0.areTasksHeld = isHeld } }

    /// Has the next moves of data fail.
    package func failNextTasks(_ count: Int) { state.withLock { $0.failingTasks = count } }
}
