/// Rules that say which hosts cannot take a VM, by oVirt's names for them where oVirt has them.
package enum FilterUnit: String, Sendable, Hashable, Codable, CaseIterable {
    case hostStatus = "Host-Status"
    case migration = "Migration"
    case pinToHost = "PinToHost"
    case zone = "Zone"
    case cpu = "CPU"
    case cpuLevel = "CPU-Level"
    case network = "Network"
    case diskAccess = "Disk-Access"
    case memory = "Memory"
    case vmAffinity = "VmAffinityGroups"
    case hostAffinity = "VmToHostsAffinityGroups"

    /// Whether every policy has it: without these a VM would not start, or take what others were promised.
    package var isMandatory: Bool {
        switch self {
        case .hostStatus, .migration, .diskAccess, .memory: true
        case .pinToHost, .zone, .cpu, .cpuLevel, .network, .vmAffinity, .hostAffinity: false
        }
    }
}

/// Rules that say which of the hosts left is the better one, by oVirt's names for them where oVirt has them.
package enum WeightUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Mortar's own: a clean copy of the VM's disks on the host.
    case localReplica = "Local-Replica"
    case vmAffinity = "VmAffinityGroups"
    case hostAffinity = "VmToHostsAffinityGroups"
    case haReserve = "OptimalForHaReservation"
    case evenMemory = "OptimalForMemoryEvenDistribution"
    case evenCPU = "OptimalForCpuEvenDistribution"
    case evenVMs = "OptimalForEvenGuestDistribution"
    case packedMemory = "OptimalForMemoryPowerSaving"
    case packedCPU = "OptimalForCpuPowerSaving"
}
