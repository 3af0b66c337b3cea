package import MortarModel

/// Mortar's own: what expanding a storage domain would do, or has begun to do.
package struct ExpansionPlanRepresentation: Representation {
    /// In the order in which they are carried out.
    package var moves: [BrickMoveRepresentation]?
    /// What is made afterwards.
    package var replicaSets: [ReplicaSetRepresentation]?
    /// What is copied by all moves, in bytes.
    package var bytes: Int64?
    /// How fast heals copied when that was last measured, in bytes in a second; nil where it never was.
    package var healRate: Int64?
    /// How long the moves take at that rate; nil where it is not known.
    package var seconds: Int?
    /// What fits into the storage domain, in bytes.
    package var capacityBefore: Int64?
    package var capacityAfter: Int64?
    /// Sentences about what stays unused, and about zones.
    package var remarks: [RemarkRepresentation]?
    /// Whether it would be begun now.
    package var isAllowed: Bool?
    /// What the storage has against the first of the moves.
    package var refusals: [RefusalRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("allowed", &isAllowed)
        try coder.list("brick_moves", of: "brick_move", &moves)
        try coder.value("bytes", &bytes)
        try coder.value("capacity_after", &capacityAfter)
        try coder.value("capacity_before", &capacityBefore)
        try coder.value("heal_rate", &healRate)
        try coder.list("refusals", of: "refusal", &refusals)
        try coder.list("remarks", of: "remark", &remarks)
        try coder.list("replica_sets", of: "replica_set", &replicaSets)
        try coder.value("seconds", &seconds)
    }
}

/// Mortar's own: a brick that is filled on another device.
package struct BrickMoveRepresentation: Representation {
    package var replicaSet: Reference?
    /// Nil where none leaves.
    package var oldBrick: BrickRepresentation?
    package var newBrick: BrickRepresentation?
    /// What is copied, in bytes.
    package var bytes: Int64?
    /// How long that takes at the rate of the plan; nil where it is not known.
    package var seconds: Int?
    /// What the replica set bears until the brick is complete, and afterwards.
    package var tolerance: ToleranceRepresentation?
    package var toleranceAfter: ToleranceRepresentation?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("bytes", &bytes)
        try coder.object("new_brick", &newBrick)
        try coder.object("old_brick", &oldBrick)
        try coder.object("replica_set", &replicaSet)
        try coder.value("seconds", &seconds)
        try coder.object("tolerance", &tolerance)
        try coder.object("tolerance_after", &toleranceAfter)
    }
}

/// Mortar's own: a sentence for users.
package struct RemarkRepresentation: Representation {
    package var text: String?

    package init() {}

    package init(_ text: String) { self.text = text }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("text", &text)
    }
}
