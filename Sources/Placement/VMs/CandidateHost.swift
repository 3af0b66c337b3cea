package import MortarModel

/// A host as the placement of VMs sees it.
package struct CandidateHost: Sendable, Hashable {
    package var id: HostID
    package var name: String
    package var status: HostStatus
    /// Logical processors.
    package var cpus: Int
    /// As the kernel calls it; nil when it is not known.
    package var cpuModel: String?
    /// Average runnable tasks over the last minute.
    package var load: Double
    package var totalMemory: ByteCount
    /// What new programs can have, less what VMs on their way to the host will take; may be negative.
    package var freeMemory: ByteCount
    /// Names of the networks that VMs can be connected to there.
    package var networks: Set<String>
    /// How VMs can reach their disks there.
    package var access: Set<DiskAccess>
    /// Where it stands; nil for nowhere in particular.
    package var zone: Zone?

    package init(
        id: HostID, name: String, status: HostStatus, cpus: Int, cpuModel: String? = nil, load: Double = 0,
        totalMemory: ByteCount, freeMemory: ByteCount, networks: Set<String> = [],
        access: Set<DiskAccess> = [.fuse, .libgfapi], zone: Zone? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.cpus = cpus
        self.cpuModel = cpuModel
        self.load = load
        self.totalMemory = totalMemory
        self.freeMemory = freeMemory
        self.networks = networks
        self.access = access
        self.zone = zone
    }
}
