package import MortarModel

/// A disk as a guest gets it.
package struct DomainDisk: Sendable, Hashable {
    package enum Bus: String, Sendable, Hashable, CaseIterable {
        /// One device per disk; the guest sees the first 20 characters of the disk's id.
        case virtioBlock
        /// One controller for all disks; the guest sees the whole id.
        case virtioSCSI
    }

    /// Appears in the guest as the disk's serial number.
    package var id: DiskID
    package var source: DiskSource
    package var bus: Bus

    package init(id: DiskID, source: DiskSource, bus: Bus = .virtioBlock) {
        self.id = id
        self.source = source
        self.bus = bus
    }
}

/// Where an image is, as QEMU opens it.
package enum DiskSource: Sendable, Hashable {
    /// A file of the host, by its absolute path.
    case file(String)
    /// A file below the root of a volume, without FUSE; any of the servers can hand out the volume's description.
    case gluster(volume: String, path: String, servers: [String])
}
