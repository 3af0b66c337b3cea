import MortarModel

/// A VM that has begun to use a processor finds the same wherever it goes.
struct CPULevelFilter: HostFilter {
    let unit = FilterUnit.cpuLevel

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        vm.traits.cpuModel == nil || vm.traits.cpuModel == state.hosts[place].cpuModel
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        guard let wanted = vm.traits.cpuModel else { return "may be taken: any processor will do" }
        let own = state.hosts[place].cpuModel ?? "an unknown processor"
        return admits(vm, at: place, in: state)
            ? "has the VM's processor, \(own)" : "has \(own), the VM needs \(wanted)"
    }
}
