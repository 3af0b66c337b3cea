import MortarModel

/// A VM has at most as many CPUs as its host has logical processors.
struct CPUFilter: HostFilter {
    let unit = FilterUnit.cpu

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        state.hosts[place].cpus >= vm.traits.cpus
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let (own, wanted) = (state.hosts[place].cpus, vm.traits.cpus)
        return "has \(own) CPU\(own == 1 ? "" : "s"), \(wanted) \(wanted == 1 ? "is" : "are") wanted"
    }
}
