import MortarModel

/// A rule that says which hosts cannot take a VM.
protocol HostFilter: Sendable {
    var unit: FilterUnit { get }

    /// Whether the host at a place can take the VM, for what this rule is about.
    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool

    /// What the verdict rests on, as users read it, with a verb whose subject is the host.
    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String

    /// Keeps those places whose hosts can take the VM.
    func filter(_ places: inout [Int], for vm: VMDemand, in state: PlacementState)
}

extension HostFilter {
    func filter(_ places: inout [Int], for vm: VMDemand, in state: PlacementState) {
        places.removeAll { !admits(vm, at: $0, in: state) }
    }
}

extension FilterUnit {
    /// Whether its verdict stays what it is while VMs are placed.
    var isSteady: Bool { self != .memory && self != .vmAffinity && self != .hostAffinity }

    var filter: any HostFilter {
        switch self {
        case .hostStatus: HostStatusFilter()
        case .migration: MigrationFilter()
        case .pinToHost: PinToHostFilter()
        case .zone: ZoneFilter()
        case .cpu: CPUFilter()
        case .cpuLevel: CPULevelFilter()
        case .network: NetworkFilter()
        case .diskAccess: DiskAccessFilter()
        case .memory: MemoryFilter()
        case .vmAffinity: VMAffinityFilter()
        case .hostAffinity: HostAffinityFilter()
        }
    }
}
