package typealias ClusterID = Identifier<Cluster>
package typealias DataCenterID = Identifier<DataCenter>

/// The hosts that run VMs and storage together.
package struct Cluster: Entity {
    package static let kind = "cluster"

    package var id: ClusterID
    package var name: String
    package var dataCenterID: DataCenterID
    package var diskAccess: DiskAccessPolicy
    /// Nil for what ``RepairPolicy`` begins with.
    package var repair: RepairPolicy?
    /// How hosts are chosen for VMs; nil for the policy `none`.
    package var schedulingPolicyID: SchedulingPolicyID?
    /// Nil for what ``MigrationPolicy`` begins with.
    package var migration: MigrationPolicy?

    /// Nil for what ``LocalityPolicy`` begins with.
    package var locality: LocalityPolicy?

    package init(
        id: ClusterID = ClusterID(), name: String, dataCenterID: DataCenterID,
        diskAccess: DiskAccessPolicy = .automatic, repair: RepairPolicy? = nil
    ) {
        self.id = id
        self.name = name
        self.dataCenterID = dataCenterID
        self.diskAccess = diskAccess
        self.repair = repair
    }
}

/// What clusters and storage domains belong to.
package struct DataCenter: Entity {
    package static let kind = "data center"

    package var id: DataCenterID
    package var name: String

    package init(id: DataCenterID = DataCenterID(), name: String) {
        self.id = id
        self.name = name
    }
}

/// How VMs are to reach their disks.
package enum DiskAccessPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    /// libgfapi where the host's self-test passed, FUSE elsewhere.
    case automatic = "auto"
    case libgfapi
    case fuse
}

/// How one running VM reaches its disks.
package enum DiskAccess: String, Sendable, Hashable, Codable, CaseIterable {
    /// QEMU itself speaks to the bricks.
    case libgfapi
    /// QEMU opens a file below a FUSE mount of the volume.
    case fuse
}
