package import MortarModel

/// Mortar's own: one Gluster volume with exactly one replica group.
package struct ReplicaSetRepresentation: Resource {
    package static let element = "replica_set"
    package static let collection = "replica_sets"
    package static let path = "replicasets"

    package var id: String?
    package var href: String?
    /// Also the name of the Gluster volume.
    package var name: String?
    /// `up` with all bricks, `degraded` while some are offline, failed, lost or being filled, `down` without quorum, `unknown`.
    package var status: String?
    package var redundancy: RedundancyChoice?
    /// In bytes, as are `available`, `used` and `committed`.
    package var capacity: Int64?
    package var available: Int64?
    package var used: Int64?
    /// What its disks could grow to.
    package var committed: Int64?
    /// Entries that wait to be healed; nil while that is not known.
    package var pendingHeals: Int?
    /// Nil while nothing is known of what waits.
    package var heal: HealRepresentation?
    /// In the volume's order; the arbiter, if any, is the last.
    package var bricks: [BrickRepresentation]?
    /// Nil while nothing is done to its bricks.
    package var work: BrickWorkRepresentation?
    /// What that work waits for; nil where it waits for nothing.
    package var waitsFor: String?
    /// Its hosts that share a zone, with the zone; nil where every brick is in a zone of its own.
    package var sharedZones: String?
    /// Options of its volume that are not as Mortar wants them, or that Mortar does not care about.
    package var volumeOptions: [VolumeOptionRepresentation]?
    package var storageDomain: Linked<StorageDomainRepresentation>?
    package var glusterVolume: Linked<GlusterVolumeRepresentation>?

    package init() {}

    /// An answer.
    package init(id: String, storageDomain: String) {
        self.id = id
        href = "\(StorageDomainRepresentation.href(storageDomain))/\(Self.path)/\(id)"
        self.storageDomain = Linked(id: storageDomain)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("status", &status)
        try coder.choice("redundancy", &redundancy)
        try coder.value("capacity", &capacity)
        try coder.value("available", &available)
        try coder.value("used", &used)
        try coder.value("committed", &committed)
        try coder.value("pending_heals", &pendingHeals)
        try coder.object("heal", &heal)
        try coder.list("bricks", of: "brick", &bricks)
        try coder.object("work", &work)
        try coder.value("waits_for", &waitsFor)
        try coder.value("shared_zones", &sharedZones)
        try coder.list("volume_options", of: "volume_option", &volumeOptions)
        try coder.object("storage_domain", &storageDomain)
        try coder.object("gluster_volume", &glusterVolume)
    }
}
