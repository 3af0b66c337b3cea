package import MortarModel

/// A brick that gives its place in a replica set to a brick on another device.
package struct PlannedBrickMove: Sendable, Hashable, Codable {
    package var set: ReplicaSetID
    package var old: Brick
    package var new: Brick
    /// What is copied onto the new brick.
    package var bytes: ByteCount
    /// What the set can bear until the copy is complete.
    package var tolerance: MoveTolerance

    package init(set: ReplicaSetID, old: Brick, new: Brick, bytes: ByteCount, tolerance: MoveTolerance) {
        self.set = set
        self.old = old
        self.new = new
        self.bytes = bytes
        self.tolerance = tolerance
    }
}

/// What a replica set can bear while one of its bricks moves: the old brick is given up before the new one is filled.
///
/// The new brick counts for the quorum from the beginning, but what is not yet copied onto it is served by the others.
package struct MoveTolerance: Sendable, Hashable, Codable {
    /// Full copies that lack nothing meanwhile.
    package var cleanCopies: Int
    /// Hosts each of which holds the only clean copy: its loss stops the set, and loses what its disk has lost.
    package var fatalHosts: [HostID]

    package init(moving brick: BrickID, of bricks: [Brick]) {
        let clean = bricks.filter { $0.id != brick && !$0.isArbiter }.map(\.hostID)
        cleanCopies = clean.count
        fatalHosts = clean.count == 1 ? clean : []
    }

    /// Whether the set goes on serving when any one host is lost.
    package var bearsAnyHost: Bool { cleanCopies > 1 }
}
