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
    package var isRotational: Bool?
    /// `blank`, `brick` or `occupied`.
    package var use: String?
    /// What occupies it.
    package var useDetail: String?
    package var brick: Reference?
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
        try coder.value("rotational", &isRotational)
        try coder.value("use", &use)
        try coder.value("use_detail", &useDetail)
        try coder.object("brick", &brick)
        try coder.value("wipe", &wipe)
    }
}
