import MortarModel

/// The share of rules of affinity groups, of all of one kind that are wishes only, that would be kept on a host.
protocol AffinityWishScorer: HostScorer {
    /// Whether a group has a rule of this kind that is a wish only.
    func isWish(_ group: AffinityGroup) -> Bool
    /// - Parameter group: its place among the state's groups.
    func isKept(_ group: Int, at place: Int, in state: PlacementState) -> Bool
}

extension AffinityWishScorer {
    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        let wishes = wishes(vm, state)
        return wishes.isEmpty ? 1 : Double(wishes.count { isKept($0, at: place, in: state) }) / Double(wishes.count)
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        let broken = wishes(vm, state).filter { !isKept($0, at: place, in: state) }
        let names = broken.map { state.affinities.groups[$0].name }
        return names.isEmpty ? "suits the VM's groups" : "does not suit group \(names.joined(separator: ", "))"
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

    private func wishes(_ vm: VMDemand, _ state: PlacementState) -> [Int] {
        state.affinities.groups(of: vm.id).filter { isWish(state.affinities.groups[$0]) }
    }
}
