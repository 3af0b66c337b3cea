package import MortarModel

/// What disks are placed in: a set of replica sets.
package struct StorageDomainRepresentation: Resource {
    package static let element = "storage_domain"
    package static let collection = "storage_domains"
    package static let path = "storagedomains"

    package var id: String?
    package var href: String?
    package var name: String?
    package var description: String?
    package var comment: String?
    package var type: String?
    package var status: String?
    package var externalStatus: String?
    /// In bytes, as are `used` and `committed`.
    package var available: Int64?
    package var used: Int64?
    /// What all disks could grow to.
    package var committed: Int64?
    package var dataCenters: [Linked<DataCenterRepresentation>]?
    package var storage: HostStorage?
    /// In requests of oVirt's clients: the host that does the work.
    package var host: Linked<HostRepresentation>?
    package var fixed = StorageDomainFixtures()
    /// Mortar's own.
    package var redundancy: RedundancyChoice?
    /// Mortar's own.
    package var splitBrainPolicy: SplitBrainPolicyChoice?
    /// Mortar's own, in requests: what to make bricks of.
    package var blockDevices: [BlockDeviceRepresentation]?
    package var replicaSets: [ReplicaSetRepresentation]?
    package var disks: [DiskRepresentation]?

    package init() {}

    /// An answer, with all that is the same in every storage domain.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        description = ""
        comment = ""
        type = "data"
        fixed = .answer
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("comment", &comment)
        try coder.collection("disks", at: "disks", &disks)
        try coder.collection("replica_sets", at: "replicasets", &replicaSets)
        try coder.value("available", &available)
        try coder.list("block_devices", of: "block_device", &blockDevices)
        try coder.value("committed", &committed)
        try coder.list("data_centers", of: "data_center", &dataCenters)
        try coder.value("external_status", &externalStatus)
        try coder.object("host", &host)
        try coder.choice("redundancy", &redundancy)
        try coder.choice("split_brain_policy", &splitBrainPolicy)
        try coder.value("status", &status)
        try coder.object("storage", &storage)
        try coder.value("type", &type)
        try coder.value("used", &used)
        try fixed.describe(with: &coder)
    }
}

/// How many copies a replica set keeps.
package enum RedundancyChoice: String, Sendable, CaseIterable {
    case threeCopies = "3"
    case twoCopiesAndArbiter = "2+arbiter"
    case oneCopy = "1"
}

/// What a storage domain stands on.
package struct HostStorage: Representation {
    package var type: String?
    package var address: String?
    package var path: String?
    package var fileSystem: String?
    package var mountOptions: String?

    package init() {}

    /// A Gluster volume.
    package init(address: String, volume: String) {
        type = "glusterfs"
        fileSystem = "glusterfs"
        self.address = address
        path = "/\(volume)"
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("address", &address)
        try coder.value("mount_options", &mountOptions)
        try coder.value("path", &path)
        try coder.value("type", &type)
        try coder.value("vfs_type", &fileSystem)
    }
}
