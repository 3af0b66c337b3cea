package import MortarModel

/// A replica group of a volume, as the guard sees it: a replica set of ours, or one group of a volume that is not.
package struct GuardedSet: Sendable, Hashable {
    /// Of ours its id; otherwise whatever tells groups apart.
    package var id: ReplicaSetID
    package var name: String
    /// In the volume's order, on which the rule of the first brick depends.
    package var bricks: [GuardedBrick]
    /// The options of the volume that were set; nil where they are not known.
    package var options: Observed<[String: String]>?
    /// Disks that are placed in it.
    package var disks: Int

    package init(
        id: ReplicaSetID, name: String, bricks: [GuardedBrick], options: Observed<[String: String]>?, disks: Int = 0
    ) {
        self.id = id
        self.name = name
        self.bricks = bricks
        self.options = options
        self.disks = disks
    }
}

/// A brick, as the guard sees it.
package struct GuardedBrick: Sendable, Hashable {
    package var id: BrickID
    package var host: HostID
    /// Knows which copies are right and holds none.
    package var isArbiter: Bool
    /// Whether its process answers; nil where it is not known.
    package var isOnline: Observed<Bool>?
    /// How many entries of each brick this one knows to be stale, as GlusterFS's changelogs on it tell; bricks that
    /// it finds nothing wrong with may be missing. Nil where it was not asked or did not answer.
    package var blames: Observed<[BrickID: Int]>?

    package init(
        id: BrickID, host: HostID, isArbiter: Bool = false, isOnline: Observed<Bool>?,
        blames: Observed<[BrickID: Int]>?
    ) {
        self.id = id
        self.host = host
        self.isArbiter = isArbiter
        self.isOnline = isOnline
        self.blames = blames
    }
}
