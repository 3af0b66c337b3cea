import MortarModel

/// What changes of a host when VMs come and go; small and without references, for it is read millions of times.
struct HostLoad: Sendable, Hashable {
    /// Whether the host can take VMs at all.
    let isUp: Bool
    let cpus: Double
    let totalMemory: Int64
    /// May be negative: memory is not taken back from VMs that run.
    var freeMemory: Int64
    /// In processors.
    var load: Double
    var vms: Int
    /// Of VMs that are highly available.
    var protectedMemory: Int64

    init(_ host: CandidateHost) {
        isUp = host.status == .up
        cpus = Double(max(1, host.cpus))
        totalMemory = max(1, host.totalMemory.bytes)
        freeMemory = host.freeMemory.bytes
        load = host.load
        vms = 0
        protectedMemory = 0
    }

    /// Counts a VM, of which the host's own figures tell already.
    mutating func count(_ vm: VMDemand) {
        vms += 1
        if vm.isHighlyAvailable { protectedMemory += vm.takenMemory.bytes }
    }

    mutating func take(_ vm: VMDemand) {
        freeMemory -= vm.takenMemory.bytes
        load += vm.expectedLoad
        count(vm)
    }

    mutating func release(_ vm: VMDemand) {
        freeMemory += vm.takenMemory.bytes
        load -= vm.expectedLoad
        vms -= 1
        if vm.isHighlyAvailable { protectedMemory -= vm.takenMemory.bytes }
    }
}
