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
    /// How the VM reaches its disks there; nil for as it does here.
    package var access: DiskAccess?

    package init(
        id: VMID, address: String, bandwidth: Int?, converges: Bool, allowsPostCopy: Bool, access: DiskAccess? = nil
    ) {
        self.id = id
        self.address = address
        self.bandwidth = bandwidth
        self.converges = converges
        self.allowsPostCopy = allowsPostCopy
        self.access = access
    }
}
