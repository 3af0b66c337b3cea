import MortarModel

/// A VM that is to move does not stay where it is.
struct MigrationFilter: HostFilter {
    let unit = FilterUnit.migration

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        !vm.traits.excludedHosts.contains(state.hosts[place].id)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        admits(vm, at: place, in: state) ? "is not one that the VM shall leave" : "is not to be taken this time"
    }
}
