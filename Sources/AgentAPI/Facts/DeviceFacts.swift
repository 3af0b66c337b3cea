package import MortarModel

/// A disk or partition of a host.
package struct DeviceFacts: Sendable, Hashable, Codable {
    /// As the kernel calls it now, `/dev/sdb`.
    package var path: String
    /// The path that survives reboots, `/dev/disk/by-id/…`; the same as `path` where there is none.
    package var stablePath: String
    package var size: ByteCount
    package var model: String?
    package var serial: String?
    package var isRotational: Bool
    package var use: DeviceUse

    package init(
        path: String, stablePath: String, size: ByteCount, model: String?, serial: String?, isRotational: Bool,
        use: DeviceUse
    ) {
        self.path = path
        self.stablePath = stablePath
        self.size = size
        self.model = model
        self.serial = serial
        self.isRotational = isRotational
        self.use = use
    }
}

/// What a device serves as.
package enum DeviceUse: Sendable, Hashable, Codable {
    /// No signature, partition, mount or holder.
    case blank
    /// A file system that Mortar made for this brick.
    case brick(BrickID)
    /// Anything else; the text says what, as `mounted on /`, `ext4 file system`.
    case occupied(String)
}
