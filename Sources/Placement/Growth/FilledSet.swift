package import MortarModel

/// A replica set with what its bricks hold.
package struct FilledSet: Sendable, Hashable, Identifiable {
    package var id: ReplicaSetID
    package var name: String
    /// On distinct hosts.
    package var bricks: [Brick]
    /// Bytes that each of its full copies occupies.
    package var used: ByteCount
    /// How many bricks have to be online; nil for that of volumes without options.
    package var quorum: QuorumRule?

    package init(id: ReplicaSetID, name: String, bricks: [Brick], used: ByteCount, quorum: QuorumRule? = nil) {
        self.id = id
        self.name = name
        self.bricks = bricks
        self.used = used
        self.quorum = quorum
    }

    /// What fits into it: the smallest full copy.
    package var capacity: ByteCount { bricks.filter { !$0.isArbiter }.map(\.size).min() ?? .zero }

    /// What a device needs to take a brick's place: the set loses nothing of its capacity.
    package func neededSize(for brick: Brick) -> ByteCount {
        brick.isArbiter ? min(brick.size, ArbiterSize.needed(for: capacity)) : capacity
    }

    /// What is copied when a brick moves: an arbiter gets names and versions only.
    package func bytesToMove(_ brick: Brick) -> ByteCount {
        brick.isArbiter ? min(used, ArbiterSize.copied(of: used)) : used
    }

    /// What it bears while some of its bricks are not complete.
    func tolerance(filling: Set<BrickID> = [], zones: HostZones) -> SetTolerance {
        SetTolerance(of: bricks, filling: filling, quorum: quorum, zones: zones)
    }
}
