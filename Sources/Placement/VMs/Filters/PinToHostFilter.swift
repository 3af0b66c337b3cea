import MortarModel

/// A VM that is pinned to hosts runs nowhere else.
struct PinToHostFilter: HostFilter {
    let unit = FilterUnit.pinToHost

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        vm.traits.pinnedHosts.isEmpty || vm.traits.pinnedHosts.contains(state.hosts[place].id)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        if vm.traits.pinnedHosts.isEmpty { return "may be taken: the VM is not pinned to any host" }
        if admits(vm, at: place, in: state) { return "is one that the VM is pinned to" }
        let names = vm.traits.pinnedHosts.map { id in state.place(of: id).map { state.hosts[$0].name } ?? id.rawValue }
        return "is not one of the hosts that the VM is pinned to: \(names.sorted().joined(separator: ", "))"
    }
}
