import MortarModel

/// All of a VM's networks must be present on its host.
struct NetworkFilter: HostFilter {
    let unit = FilterUnit.network

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        vm.traits.networks.isSubset(of: state.hosts[place].networks)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        if vm.traits.networks.isEmpty { return "may be taken: the VM is in no network" }
        let missing = vm.traits.networks.subtracting(state.hosts[place].networks).sorted()
        return missing.isEmpty ? "has all of the VM's networks" : "lacks \(missing.joined(separator: ", "))"
    }
}
