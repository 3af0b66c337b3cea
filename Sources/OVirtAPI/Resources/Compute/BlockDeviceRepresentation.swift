package import MortarModel

/// Mortar's own: a local disk or partition of a host.
///
/// `devices` of a host are oVirt's PCI devices, hence the longer name.
package struct BlockDeviceRepresentation: Resource {
    package static let element = "block_device"
    package static let collection = "block_devices"
    package static let path = "blockdevices"

    package var id: String?
    package var href: String?
    /// As the kernel calls it now, `sdb`.
    package var name: String?
    package var host: Linked<HostRepresentation>?
    /// In requests either path will do.
    package var path: String?
    /// The path that survives reboots.
    package var stablePath: String?
    /// In bytes.
    package var size: Int64?
    package var model: String?
    package var serial: String?
    package var wwn: String?
    /// `sata`, `sas`, `nvme`, …
    package var transport: String?
    /// `disk`, `part`, `raid1`, `mpath`, …
    package var kind: String?
    package var isRotational: Bool?
    /// `blank`, `spare`, `brick`, `system`, `in_use`, `foreign`, `failing`, `failed` or `missing`.
    package var state: String?
    /// `blank`, `brick` or `occupied`.
    package var use: String?
    /// What occupies it, or what is not as it should be.
    package var useDetail: String?
    package var brick: Reference?
    package var replicaSet: Reference?
    /// Kept for the repair of a replica set. Can be changed.
    package var isSpare: Bool?
    /// Of a RAID device, as users told it; can be given where bricks are to be made.
    package var stripe: StripeRepresentation?
    /// Whether all of this is so now: its host answers.
    package var isCurrent: Bool?
    package var health: DeviceHealthRepresentation?
    /// What is kept of what it told in the last 30 days, the newest last; only of a single device.
    package var history: [MeasurementsRepresentation]?
    /// In requests: whatever is on it may be lost.
    package var wipe: Bool?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.object("host", &host)
        try coder.value("path", &path)
        try coder.value("stable_path", &stablePath)
        try coder.value("size", &size)
        try coder.value("model", &model)
        try coder.value("serial", &serial)
        try coder.value("wwn", &wwn)
        try coder.value("transport", &transport)
        try coder.value("kind", &kind)
        try coder.value("rotational", &isRotational)
        try coder.value("state", &state)
        try coder.value("use", &use)
        try coder.value("use_detail", &useDetail)
        try coder.object("brick", &brick)
        try coder.object("replica_set", &replicaSet)
        try coder.value("spare", &isSpare)
        try coder.object("stripe", &stripe)
        try coder.value("current", &isCurrent)
        try coder.object("health", &health)
        try coder.list("history", of: "measurements", &history)
        try coder.value("wipe", &wipe)
        coder.actions(["blink", "provision", "release", "replace"])
    }
}
