import MortarModel

/// A VM that belongs in a zone runs only there.
struct ZoneFilter: HostFilter {
    let unit = FilterUnit.zone

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        vm.traits.zone == nil || vm.traits.zone == state.hosts[place].zone
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        guard let wanted = vm.traits.zone else { return "may be taken: the VM belongs in no particular zone" }
        let own = state.hosts[place].zone.map { "is in zone \($0)" } ?? "is in no zone"
        return admits(vm, at: place, in: state) ? "\(own), where the VM belongs" : "\(own), the VM belongs in \(wanted)"
    }
}
