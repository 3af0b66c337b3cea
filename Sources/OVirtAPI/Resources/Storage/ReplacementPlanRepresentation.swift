package import MortarModel

/// Mortar's own: the replacement of a brick, as it would be done or has begun.
package struct ReplacementPlanRepresentation: Representation {
    package var replicaSet: Reference?
    package var oldBrick: BrickRepresentation?
    package var newBrick: BrickRepresentation?
    /// What is wrong with the old brick, with a verb.
    package var condition: String?
    /// Whether whatever is on the new brick's device is lost.
    package var wipe: Bool?
    /// Whose zone the new brick shares and why, as a part of a sentence; nil where it has a zone of its own.
    package var zoneRemark: String?
    /// What is copied onto the new brick.
    package var bytes: Int64?
    /// Those of the set that are online and keep serving meanwhile.
    package var remainingBricks: [BrickRepresentation]?
    /// Whether it would be begun now.
    package var isAllowed: Bool?
    package var refusals: [RefusalRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("allowed", &isAllowed)
        try coder.value("bytes", &bytes)
        try coder.value("condition", &condition)
        try coder.object("new_brick", &newBrick)
        try coder.object("old_brick", &oldBrick)
        try coder.list("refusals", of: "refusal", &refusals)
        try coder.list("remaining_bricks", of: "brick", &remainingBricks)
        try coder.object("replica_set", &replicaSet)
        try coder.value("wipe", &wipe)
        try coder.value("zone_remark", &zoneRemark)
    }
}

/// One reason why something is not done now.
package struct RefusalRepresentation: Representation {
    package var reason: String?
    /// What would make it possible.
    package var remedy: String?

    package init() {}

    package init(reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("reason", &reason)
        try coder.value("remedy", &remedy)
    }
}
