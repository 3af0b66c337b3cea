import MortarModel

/// Processors that stay idle with the VM: the more, the better.
struct EvenCPUScorer: HostScorer {
    let unit = WeightUnit.evenCPU
    let limits: UtilizationLimits

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let load = state.loads[place]
        return limits.areExceeded(load, with: vm) ? 0 : 1 - load.utilization(with: vm)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let load = state.loads[place]
        return load.cpuWords(with: vm) + limits.words(load, with: vm)
    }
}
