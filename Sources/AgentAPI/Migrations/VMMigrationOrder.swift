package import MortarModel

/// Where a VM shall move to, and how.
package struct VMMigrationOrder: Sendable, Hashable, Codable {
    package var id: VMID
    /// Of the other host, where its ``MigrationDoor`` is.
    package var address: String
    /// In MiB/s; nil for as fast as it goes.
    package var bandwidth: Int?
    /// Whether a guest that writes faster than its memory is sent is slowed down.
    package var converges: Bool
    /// Whether ``HostAgent/startPostCopy(_:)`` may follow.
    package var allowsPostCopy: Bool
    /// The VM's disks as it is to reach them there; nil for as it does here.
    package var disks: [VMRequest.Disk]?

    package init(
        id: VMID, address: String, bandwidth: Int?, converges: Bool, allowsPostCopy: Bool,
        disks: [VMRequest.Disk]? = nil
    ) {
        self.id = id
        self.address = address
        self.bandwidth = bandwidth
        self.converges = converges
        self.allowsPostCopy = allowsPostCopy
        self.disks = disks
    }
}
