import MortarModel

/// Memory that is in use with the VM: the more, the better, up to the limits.
struct PackedMemoryScorer: HostScorer {
    let unit = WeightUnit.packedMemory
    let limits: UtilizationLimits

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let load = state.loads[place]
        return limits.areExceeded(load, with: vm) ? 0 : 1 - load.freeShare(with: vm)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let load = state.loads[place]
        return load.memoryWords(with: vm) + limits.words(load, with: vm)
    }
}
