package import MortarModel

/// One thing to do to grow or shrink a storage domain; each is finished before the next one begins.
package enum GrowthStep: Sendable, Hashable, Codable {
    /// The disks on a set have moved to others, and the set is deleted.
    case remove(ReplicaSetID)
    case move(PlannedBrickMove)
    case create(BrickPlanner.PlannedSet)

    /// What is copied from brick to brick.
    package var bytes: ByteCount { if case .move(let move) = self { move.bytes } else { .zero } }
}
