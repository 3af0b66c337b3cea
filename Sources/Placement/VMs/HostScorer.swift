import MortarModel

/// A rule that says how well a host suits a VM, of those that can take it.
protocol HostScorer: Sendable {
    var unit: WeightUnit { get }

    /// From 0, not at all, to 1, as well as can be; for the VM on the host at a place beside all that is there.
    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double

    /// What the score rests on, as users read it, with a verb whose subject is the host.
    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String

    /// Adds the weighted scores to those of the hosts, by place.
    func add(
        to scores: inout [Double], of places: [Int], factor: Double, for vm: VMDemand, in state: PlacementState)
}

extension HostScorer {
    func add(
        to scores: inout [Double], of places: [Int], factor: Double, for vm: VMDemand, in state: PlacementState
    ) {
        for place in places { scores[place] += factor * score(vm, at: place, in: state) }
    }
}

extension WeightUnit {
    func scorer(_ properties: SchedulingPolicy.Properties) -> any HostScorer {
        switch self {
        case .localReplica: LocalReplicaScorer()
        case .vmAffinity: VMAffinityScorer()
        case .hostAffinity: HostAffinityScorer()
        case .haReserve: HAReserveScorer()
        case .evenMemory: EvenMemoryScorer(limits: UtilizationLimits(properties))
        case .evenCPU: EvenCPUScorer(limits: UtilizationLimits(properties))
        case .evenVMs: EvenVMsScorer(highVMCount: properties.highVMCount)
        case .packedMemory: PackedMemoryScorer(limits: UtilizationLimits(properties))
        case .packedCPU: PackedCPUScorer(limits: UtilizationLimits(properties))
        }
    }
}
