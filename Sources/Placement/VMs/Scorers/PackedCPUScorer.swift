import MortarModel

/// Processors that are busy with the VM: the more, the better, up to the limits.
struct PackedCPUScorer: HostScorer {
    let unit = WeightUnit.packedCPU
    let limits: UtilizationLimits

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let load = state.loads[place]
        return limits.areExceeded(load, with: vm) ? 0 : load.utilization(with: vm)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let load = state.loads[place]
        return load.cpuWords(with: vm) + limits.words(load, with: vm)
    }
}
