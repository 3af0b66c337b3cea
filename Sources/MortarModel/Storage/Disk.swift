package typealias DiskID = Identifier<Disk>

/// A virtual disk; its image is a raw sparse file on one replica set.
package struct Disk: Entity {
    package static let kind = "disk"

    package var id: DiskID
    package var name: String
    package var storageDomainID: StorageDomainID
    package var replicaSetID: ReplicaSetID
    /// What the guest sees.
    package var size: ByteCount
    package var status: DiskStatus
    package var isBootable: Bool
    /// While it is moved, the other replica set with an image of it: first the new one, then the one that it has left.
    package var movingSetID: ReplicaSetID?
    /// Whether somebody wants its move to end; nil is no.
    package var isMoveCancelled: Bool?

    package init(
        id: DiskID = DiskID(), name: String, storageDomainID: StorageDomainID, replicaSetID: ReplicaSetID,
        size: ByteCount, status: DiskStatus, isBootable: Bool = false
    ) {
        self.id = id
        self.name = name
        self.storageDomainID = storageDomainID
        self.replicaSetID = replicaSetID
        self.size = size
        self.status = status
        self.isBootable = isBootable
    }

    /// Whether it takes space of a replica set, or is about to.
    package func occupies(_ set: ReplicaSetID) -> Bool { replicaSetID == set || movingSetID == set }

    /// The image's path below the root of its volume.
    package var imagePath: String { "images/\(id).raw" }
}

/// oVirt's `DiskStatus`.
package enum DiskStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case ok, locked, illegal
}
