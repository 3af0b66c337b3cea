import MortarModel

/// Enforced rules for VMs among themselves: together with the others of the group, or apart from them.
struct VMAffinityFilter: HostFilter {
    let unit = FilterUnit.vmAffinity

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        broken(vm, place, state) == nil
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        guard let broken = broken(vm, place, state) else { return "breaks no enforced rule for VMs" }
        let group = state.affinities.groups[broken]
        if group.vmsRule?.isPositive == false { return "has another VM of group \(group.name), which are kept apart" }
        let names = state.affinities.places(of: broken).map { state.hosts[$0].name }
        return "is not where the VMs of group \(group.name) are: \(names.joined(separator: ", "))"
    }

    func filter(_ places: inout [Int], for vm: VMDemand, in state: PlacementState) {
        if state.affinities.groups(of: vm.id).isEmpty { return }
        places.removeAll { !admits(vm, at: $0, in: state) }
    }

    private func broken(_ vm: VMDemand, _ place: Int, _ state: PlacementState) -> Int? {
        state.affinities.groups(of: vm.id).first { group in
            guard let rule = state.affinities.groups[group].vmsRule, rule.isEnforcing else { return false }
            return !state.affinities.permits(rule, of: group, at: place)
        }
    }
}
