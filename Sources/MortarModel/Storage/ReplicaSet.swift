package typealias ReplicaSetID = Identifier<ReplicaSet>

/// One Gluster volume with exactly one replica group.
package struct ReplicaSet: Entity {
    package static let kind = "replica set"

    package var id: ReplicaSetID
    /// Also the name of the Gluster volume.
    package var name: String
    package var storageDomainID: StorageDomainID
    package var redundancy: Redundancy
    /// On distinct hosts, in the volume's order; the arbiter, if any, is the last.
    package var bricks: [Brick]
    /// Nil while nothing is done to its bricks.
    package var work: BrickWork?
    /// Of each file in split-brain of which a part was decided the brick whose version is taken, by the file's identity: two versions of
    /// one image are never mixed. Nil for none.
    package var splitBrainSources: [String: BrickID]?
    /// Nil while its heals have their usual pace.
    package var healPace: HealPace?
    /// How fast a new brick of it was filled last; nil where none was yet.
    package var healRate: HealRate?
    /// Options of its volume that users were told of, with the values that they had; nil for none.
    package var toldOptions: [String: String]?
    /// Nil while it takes disks and serves them, in a storage domain that is in use.
    package var phase: ReplicaSetPhase?

    package init(
        id: ReplicaSetID = ReplicaSetID(), name: String, storageDomainID: StorageDomainID, redundancy: Redundancy,
        bricks: [Brick], work: BrickWork? = nil
    ) {
        self.id = id
        self.name = name
        self.storageDomainID = storageDomainID
        self.redundancy = redundancy
        self.bricks = bricks
        self.work = work
    }

    /// Its bricks, and the one that is about to become one.
    package var placedBricks: [Brick] {
        guard let new = work?.new, !bricks.contains(where: { $0.id == new.id }) else { return bricks }
        return bricks + [new]
    }

    /// Whether heals keep its bricks alike; so also while it has two, on its way from one copy to more.
    package var isReplicated: Bool { bricks.count > 1 }

    /// What fits into it: the smallest full copy.
    package var capacity: ByteCount {
        bricks.filter { !$0.isArbiter }.map(\.size).min() ?? .zero
    }
}

/// Why a replica set of a storage domain in use is not as the others.
package enum ReplicaSetPhase: String, Sendable, Hashable, Codable {
    /// Its volume is not there yet.
    case beingMade
    /// It serves what it has, and takes no disk any more.
    case closed
    /// Its volume is about to go.
    case beingRemoved
}

/// How many copies a replica set keeps.
package enum Redundancy: String, Sendable, Hashable, Codable, CaseIterable {
    case threeCopies = "3"
    case twoCopiesAndArbiter = "2+arbiter"
    /// For a cluster of one host only.
    case oneCopy = "1"

    /// Bricks, and so hosts, that one replica set takes.
    package var brickCount: Int { self == .oneCopy ? 1 : 3 }
}
