import MortarModel

/// Wishes of rules for VMs and hosts.
struct HostAffinityScorer: AffinityWishScorer {
    let unit = WeightUnit.hostAffinity

    func isWish(_ group: AffinityGroup) -> Bool { group.hostsRule?.isEnforcing == false && !group.hosts.isEmpty }

    func isKept(_ group: Int, at place: Int, in state: PlacementState) -> Bool {
        let group = state.affinities.groups[group]
        return group.hosts.contains(state.hosts[place].id) == group.hostsRule?.isPositive
    }
}
