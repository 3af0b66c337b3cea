import MortarModel

/// Wishes of rules for VMs among themselves.
struct VMAffinityScorer: AffinityWishScorer {
    let unit = WeightUnit.vmAffinity

    func isWish(_ group: AffinityGroup) -> Bool { group.vmsRule?.isEnforcing == false }

    func isKept(_ group: Int, at place: Int, in state: PlacementState) -> Bool {
        guard let rule = state.affinities.groups[group].vmsRule else { return true }
        return state.affinities.permits(rule, of: group, at: place)
    }
}
