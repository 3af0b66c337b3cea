package import MortarModel

/// A brick that gives its place in a replica set to a brick on another device.
package struct PlannedBrickMove: Sendable, Hashable, Codable {
    package var set: ReplicaSetID
    package var old: Brick
    package var new: Brick
    /// What is copied onto the new brick.
    package var bytes: ByteCount
    /// What the set bears until the copy is complete: the old brick is given up before the new one is filled.
    package var tolerance: SetTolerance
    /// What it bears afterwards.
    package var toleranceAfter: SetTolerance

    package init(
        set: ReplicaSetID, old: Brick, new: Brick, bytes: ByteCount, tolerance: SetTolerance,
        toleranceAfter: SetTolerance
    ) {
        self.set = set
        self.old = old
        self.new = new
        self.bytes = bytes
        self.tolerance = tolerance
        self.toleranceAfter = toleranceAfter
    }
}
