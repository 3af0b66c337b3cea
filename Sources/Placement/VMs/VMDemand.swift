package import MortarModel

/// A VM as its placement sees it: what it needs of a host and what is better for it.
package struct VMDemand: Sendable, Hashable {
    /// What decides on which hosts it can run at all, however full they are; many VMs have the same.
    package struct Traits: Sendable, Hashable {
        package var cpus: Int
        /// The processor that it cannot do without; nil for any.
        package var cpuModel: String?
        package var networks: Set<String> = []
        /// Ways to its disks of which one must be possible; empty for a VM without disks.
        package var access: Set<DiskAccess> = []
        /// The only hosts that it may run on; empty for all.
        package var pinnedHosts: Set<HostID> = []
        /// The only zone that it may run in; nil for all.
        package var zone: Zone?
        /// Hosts that it shall leave, or that are not to be taken for another reason.
        package var excludedHosts: Set<HostID> = []

        package init(cpus: Int) {
            self.cpus = cpus
        }
    }

    /// What the guest's memory does not include: QEMU itself and its caches, as measured with one disk over libgfapi.
    package static let overhead = ByteCount.mebibytes(128)

    package var id: VMID
    package var name: String
    /// Of the guest.
    package var memory: ByteCount
    package var traits: Traits
    /// Of hosts with a clean copy of its disks, the share of the disks' bytes that is there, from 0 to 1.
    package var localShares: [HostID: Double]
    package var isHighlyAvailable: Bool

    package init(
        id: VMID, name: String, memory: ByteCount, traits: Traits, localShares: [HostID: Double] = [:],
        isHighlyAvailable: Bool = false
    ) {
        self.id = id
        self.name = name
        self.memory = memory
        self.traits = traits
        self.localShares = localShares
        self.isHighlyAvailable = isHighlyAvailable
    }

    /// What it takes of a host.
    package var takenMemory: ByteCount { memory + Self.overhead }

    /// What it is reckoned to take of a host's processors, in processors.
    ///
    /// A tenth of what it may take at most, as oVirt's `VcpuConsumptionPercentage` says by default.
    var expectedLoad: Double { Double(traits.cpus) / 10 }
}
