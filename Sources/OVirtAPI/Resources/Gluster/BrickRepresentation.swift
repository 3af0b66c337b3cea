package import MortarModel

/// A brick of a Gluster volume or of a replica set.
package struct BrickRepresentation: Resource {
    package static let element = "brick"
    package static let collection = "bricks"
    package static let path = "glusterbricks"

    package var id: String?
    package var href: String?
    /// As GlusterFS calls it, `h1-storage:/bricks/…`.
    package var name: String?
    /// The identity of its host.
    package var serverID: String?
    package var directory: String?
    package var status: String?
    package var port: Int?
    package var pid: Int?
    /// Mortar's own: what is wrong with it, with a verb; nil where nothing is known to be.
    package var condition: String?
    /// The device below it.
    package var device: String?
    package var fileSystem: String?
    /// Mortar's own.
    package var host: Linked<HostRepresentation>?
    /// Mortar's own: it holds names and versions, no data.
    package var isArbiter: Bool?
    /// Mortar's own, in bytes.
    package var size: Int64?
    /// Mortar's own, in bytes.
    package var free: Int64?
    /// Mortar's own: entries recorded here that other bricks lack.
    package var pendingHeals: Int?
    package var glusterVolume: Linked<GlusterVolumeRepresentation>?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("arbiter", &isArbiter)
        try coder.value("brick_dir", &directory)
        try coder.value("condition", &condition)
        try coder.value("device", &device)
        try coder.value("free", &free)
        try coder.value("fs_name", &fileSystem)
        try coder.object("gluster_volume", &glusterVolume)
        try coder.object("host", &host)
        try coder.value("pending_heals", &pendingHeals)
        try coder.value("pid", &pid)
        try coder.value("port", &port)
        try coder.value("server_id", &serverID)
        try coder.value("size", &size)
        try coder.value("status", &status)
    }
}
