package import MortarModel

/// Mortar's own: what shrinking or balancing a storage domain would do, or has begun to do.
package struct ReshapingPlanRepresentation: Representation {
    /// In the order in which they are carried out: first disks, then bricks.
    package var disks: [DiskMoveRepresentation]?
    package var moves: [BrickMoveRepresentation]?
    /// Replica sets that go.
    package var replicaSets: [ReplicaSetRepresentation]?
    /// What is copied at most, in bytes.
    package var bytes: Int64?
    /// How fast heals copied when that was last measured, in bytes in a second; nil where it never was.
    package var healRate: Int64?
    /// How long the moves of bricks take at that rate; nil where it is not known.
    package var seconds: Int?
    /// What fits into the storage domain, in bytes.
    package var capacityBefore: Int64?
    package var capacityAfter: Int64?
    /// By how many percent of its capacity the fullest replica set is fuller than the emptiest.
    package var spreadBefore: Int?
    package var spreadAfter: Int?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.list("brick_moves", of: "brick_move", &moves)
        try coder.value("bytes", &bytes)
        try coder.value("capacity_after", &capacityAfter)
        try coder.value("capacity_before", &capacityBefore)
        try coder.list("disk_moves", of: "disk_move", &disks)
        try coder.value("heal_rate", &healRate)
        try coder.list("replica_sets", of: "replica_set", &replicaSets)
        try coder.value("seconds", &seconds)
        try coder.value("spread_after", &spreadAfter)
        try coder.value("spread_before", &spreadBefore)
    }
}

/// Mortar's own: a disk that goes to another replica set.
package struct DiskMoveRepresentation: Representation {
    package var disk: Reference?
    package var replicaSet: Reference?
    /// What is copied at most, in bytes.
    package var bytes: Int64?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("bytes", &bytes)
        try coder.object("disk", &disk)
        try coder.object("replica_set", &replicaSet)
    }
}
