package import MortarModel

/// A virtual disk.
package struct DiskRepresentation: Resource {
    package static let element = "disk"
    package static let collection = "disks"
    package static let path = "disks"

    /// How an image is laid out; Mortar makes `raw` of both.
    package enum Format: String, Sendable, CaseIterable {
        case raw, cow
    }

    package var id: String?
    package var href: String?
    package var name: String?
    /// The same as the name; older clients ask for it.
    package var alias: String?
    package var description: String?
    package var status: String?
    /// What the guest sees, in bytes.
    package var provisionedSize: Int64?
    /// What it takes on each full copy, in bytes.
    package var actualSize: Int64?
    package var format: Format?
    package var sparse: Bool?
    package var storageDomains: [Linked<StorageDomainRepresentation>]?
    /// Mortar's own: where the image is.
    package var replicaSet: Reference?
    package var vms: [Linked<VMRepresentation>]?
    package var fixed = DiskFixtures()

    package init() {}

    /// An answer, with all that is the same in every disk.
    package init(id: String) {
        self.id = id
        href = Self.href(id)
        description = ""
        format = .raw
        sparse = true
        fixed = .answer
        fixed.imageID = id
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("description", &description)
        try coder.value("actual_size", &actualSize)
        try coder.value("alias", &alias)
        try coder.choice("format", &format)
        try coder.value("provisioned_size", &provisionedSize)
        try coder.object("replica_set", &replicaSet)
        try coder.value("sparse", &sparse)
        try coder.value("status", &status)
        try coder.list("storage_domains", of: "storage_domain", &storageDomains)
        try coder.list("vms", of: "vm", &vms)
        try fixed.describe(with: &coder)
    }
}

/// What oVirt lets a disk decide and clients insist on reading; elements of the disk itself.
package struct DiskFixtures: Representation {
    package var backup: String?
    package var contentType: String?
    package var diskProfile: Reference?
    package var imageID: String?
    package var propagatesErrors: Bool?
    package var quota: Reference?
    package var isShareable: Bool?
    package var storageType: String?
    package var isWipedAfterDelete: Bool?

    package init() {}

    /// What holds for every disk of Mortar.
    package static let answer: Self = {
        var fixtures = Self()
        fixtures.backup = "none"
        fixtures.contentType = "data"
        fixtures.diskProfile = .defaultDiskProfile
        fixtures.propagatesErrors = false
        fixtures.quota = .defaultQuota
        fixtures.isShareable = false
        fixtures.storageType = "image"
        fixtures.isWipedAfterDelete = false
        return fixtures
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("backup", &backup)
        try coder.value("content_type", &contentType)
        try coder.object("disk_profile", &diskProfile)
        try coder.value("image_id", &imageID)
        try coder.value("propagate_errors", &propagatesErrors)
        try coder.object("quota", &quota)
        try coder.value("shareable", &isShareable)
        try coder.value("storage_type", &storageType)
        try coder.value("wipe_after_delete", &isWipedAfterDelete)
    }
}
