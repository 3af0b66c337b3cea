import MortarModel

/// The share of those rules for VMs and hosts, of all that are wishes only, that would be kept.
struct HostAffinityScorer: HostScorer {
    let unit = WeightUnit.hostAffinity

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let wishes = wishes(vm, state)
        return wishes.isEmpty ? 1 : Double(wishes.count { isKept($0, place, state) }) / Double(wishes.count)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let broken = wishes(vm, state).filter { !isKept($0, place, state) }.map(\.name)
        return broken.isEmpty ? "suits the VM's groups" : "does not suit group \(broken.joined(separator: ", "))"
    }

    func add(
        to scores: inout [Double], of places: [Int], factor: Double, for vm: VMDemand, in state: PlacementState
    ) {
        if wishes(vm, state).isEmpty {
            for place in places { scores[place] += factor }
        } else {
            for place in places { scores[place] += factor * score(vm, at: place, in: state) }
        }
    }

    private func wishes(_ vm: VMDemand, _ state: PlacementState) -> [AffinityGroup] {
        state.affinities.groups(of: vm.id).map { state.affinities.groups[$0] }
            .filter { $0.hostsRule?.isEnforcing == false && !$0.hosts.isEmpty }
    }

    private func isKept(_ group: AffinityGroup, _ place: Int, _ state: PlacementState) -> Bool {
        group.hosts.contains(state.hosts[place].id) == group.hostsRule?.isPositive
    }
}
