import MortarModel

/// Enforced rules for VMs and hosts: only on the group's hosts, or on none of them.
///
/// A group without hosts has no such rule.
struct HostAffinityFilter: HostFilter {
    let unit = FilterUnit.hostAffinity

    func admits(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Bool {
        broken(vm, place, state) == nil
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        guard let group = broken(vm, place, state) else { return "breaks no enforced rule for hosts" }
        return group.hostsRule?.isPositive == true
            ? "is not one of the hosts of group \(group.name)" : "is one of the hosts that group \(group.name) avoids"
    }

    func filter(_ places: inout [Int], for vm: VMDemand, in state: PlacementState) {
        if state.affinities.groups(of: vm.id).isEmpty { return }
        places.removeAll { !admits(vm, at: $0, in: state) }
    }

    private func broken(_ vm: VMDemand, _ place: Int, _ state: PlacementState) -> AffinityGroup? {
        state.affinities.groups(of: vm.id).lazy.map { state.affinities.groups[$0] }.first { group in
            guard let rule = group.hostsRule, rule.isEnforcing, !group.hosts.isEmpty else { return false }
            return group.hosts.contains(state.hosts[place].id) != rule.isPositive
        }
    }
}
