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
    /// World-wide name, as the kernel writes it: `0x5000c500a1b2c3d4`, `eui.…`.
    package var wwn: String?
    package var isRotational: Bool
    /// `sata`, `sas`, `nvme`, `usb`, …
    package var transport: String?
    /// As `lsblk` calls it: `disk`, `part`, `loop`, `raid1`, `mpath`, …
    package var kind: String
    package var use: DeviceUse
    /// Nil while its condition was never asked for.
    package var measurements: DeviceMeasurements?

    package init(
        path: String, stablePath: String, size: ByteCount, model: String?, serial: String?, wwn: String? = nil,
        isRotational: Bool, transport: String? = nil, kind: String = "disk", use: DeviceUse,
        measurements: DeviceMeasurements? = nil
    ) {
        self.path = path
        self.stablePath = stablePath
        self.size = size
        self.model = model
        self.serial = serial
        self.wwn = wwn
        self.isRotational = isRotational
        self.transport = transport
        self.kind = kind
        self.use = use
        self.measurements = measurements
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
