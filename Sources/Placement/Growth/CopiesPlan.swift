package import MortarModel

/// One more copy, or an arbiter, for a replica set that goes on serving.
package struct PlannedCopy: Sendable, Hashable {
    package var set: ReplicaSetID
    package var new: Brick
    /// The arbiter whose place the copy takes; nil for none.
    package var leaving: Brick?
    /// What is copied onto the new brick.
    package var bytes: ByteCount
    /// What the set bears until the copy is complete.
    package var tolerance: SetTolerance
    /// What it bears afterwards.
    package var toleranceAfter: SetTolerance
}

/// How the replica sets of a storage domain come to more copies.
package struct CopiesPlan: Sendable, Hashable {
    /// How many copies each set keeps in the end.
    package var redundancy: Redundancy
    /// One after the other, each complete before the next one begins; set by set.
    package var copies: [PlannedCopy]
    /// Sentences for users.
    package var remarks: [String]

    /// What is copied by all of them.
    package var bytes: ByteCount { copies.reduce(.zero) { $0 + $1.bytes } }
}
