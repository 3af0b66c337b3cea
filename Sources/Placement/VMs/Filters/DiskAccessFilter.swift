import MortarModel

/// A host must offer one of the ways by which the VM may reach its disks.
struct DiskAccessFilter: HostFilter {
    let unit = FilterUnit.diskAccess

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        vm.traits.access.isEmpty || !vm.traits.access.isDisjoint(with: state.hosts[place].access)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        if vm.traits.access.isEmpty { return "may be taken: the VM has no disks" }
        let usable = vm.traits.access.intersection(state.hosts[place].access).map(\.rawValue).sorted()
        if !usable.isEmpty { return "reaches the disks by \(usable.joined(separator: " or "))" }
        let wanted = vm.traits.access.map(\.rawValue).sorted().joined(separator: " or ")
        return "cannot reach the disks by \(wanted): its self-test failed"
    }
}
