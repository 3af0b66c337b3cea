import MortarModel

/// Memory that stays free with the VM, as a share of the host's: the more, the better.
struct EvenMemoryScorer: HostScorer {
    let unit = WeightUnit.evenMemory
    let limits: UtilizationLimits

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let load = state.loads[place]
        return limits.areExceeded(load, with: vm) ? 0 : load.freeShare(with: vm)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let load = state.loads[place]
        return load.memoryWords(with: vm) + limits.words(load, with: vm)
    }
}
