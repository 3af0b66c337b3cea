package import MortarModel

/// A disk whose image shall be copied to another volume.
package struct DiskCopyRequest: Sendable, Hashable, Codable {
    package var disk: DiskID
    /// The image that the disk has.
    package var source: ImageReference
    /// What is to become the disk's image. For a VM that runs it has been made, as large as the source.
    package var target: ImageReference
    /// The VM that runs with the disk on this host; nil for a disk that nobody uses.
    package var vm: VMID?
    /// How the VM reaches the target.
    package var access: DiskAccess
    /// Hosts that can hand out the description of the target's volume.
    package var servers: [String]
    /// The most that is copied in a second; nil for as fast as it goes.
    package var bandwidth: ByteCount?

    package init(
        disk: DiskID, source: ImageReference, target: ImageReference, vm: VMID?, access: DiskAccess,
        servers: [String], bandwidth: ByteCount? = nil
    ) {
        self.disk = disk
        self.source = source
        self.target = target
        self.vm = vm
        self.access = access
        self.servers = servers
        self.bandwidth = bandwidth
    }
}

/// How the copy of a disk stands.
package struct DiskCopyFacts: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing is copied; the source is what counts.
        case none
        case copying
        /// All is copied, and the two do not differ: what a VM writes goes to both.
        case complete
        /// The target is what counts; the source is not used any more.
        case switched
        /// The VM has ended in the moment of the change, and nobody knows which of the two it wrote last.
        case unclear
    }

    package var state: State
    package var copied: ByteCount
    /// Zero while it is not known.
    package var total: ByteCount

    package init(_ state: State, copied: ByteCount = .zero, total: ByteCount = .zero) {
        self.state = state
        self.copied = copied
        self.total = total
    }
}
