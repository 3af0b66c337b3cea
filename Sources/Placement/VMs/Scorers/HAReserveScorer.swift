import MortarModel

/// After the loss of any one host all that is marked highly available still fits on the others.
///
/// 0 if it would not. Otherwise a VM that is marked prefers hosts whose loss asks little of the free memory of the others.
struct HAReserveScorer: HostScorer {
    let unit = WeightUnit.haReserve

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        if !vm.isHighlyAvailable && !state.reserve.isAsked { return 1 }
        let load = state.loads[place]
        if !state.reserve.holds(without: vm.takenMemory.bytes, at: place) { return 0 }
        let needed = load.protectedMemory + (vm.isHighlyAvailable ? vm.takenMemory.bytes : 0)
        let elsewhere = state.reserve.free - max(0, load.freeMemory)
        if needed > elsewhere { return 0 }
        return vm.isHighlyAvailable ? 1 - Double(needed) / Double(max(1, elsewhere)) : 1
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        if !vm.isHighlyAvailable && !state.reserve.isAsked { return "is as good as any: nothing is highly available" }
        if score(vm, at: place, in: state) == 0 { return "would leave too little memory for the loss of a host" }
        return "leaves enough memory for the loss of any host"
    }
}
