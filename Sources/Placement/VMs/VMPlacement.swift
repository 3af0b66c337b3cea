package import MortarModel

/// Chooses hosts for VMs: filters leave those that can take a VM, scorers say which of them is the best.
///
/// The same input with the same seed gives the same choices, in whatever order the hosts are given.
package struct VMPlacement: Sendable {
    var state: PlacementState
    private let policy: SchedulingPolicy
    private let filters: [any HostFilter]
    private let scorers: [(rule: any HostScorer, factor: Int)]
    private let ties: TieBreaker
    /// Places of hosts that pass all filters whose verdict stays what it is.
    private var steady: [VMDemand.Traits: [Int]] = [:]
    private var scores: [Double]

    /// - Parameters:
    ///   - residents: VMs that are on hosts or on their way there; their memory is not in the hosts' free memory any more.
    ///   - seed: decides between hosts that suit equally well.
    package init(
        _ hosts: [CandidateHost], groups: [AffinityGroup] = [], residents: [(vm: VMDemand, host: HostID)] = [],
        policy: SchedulingPolicy = .none, seed: UInt64 = 0
    ) {
        let hosts = hosts.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        state = PlacementState(hosts, groups: groups, residents: residents)
        self.policy = policy
        filters = policy.activeFilters.map(\.filter)
        scorers = policy.weights.map { ($0.unit.scorer(policy.properties), $0.factor) }
        ties = TieBreaker(hosts.map(\.id), seed: seed)
        scores = Array(repeating: 0, count: hosts.count)
    }

    /// Chooses a host for a VM and counts the VM there; nil when none can take it.
    package mutating func place(_ vm: VMDemand) -> HostID? {
        guard let place = bestPlace(for: vm) else { return nil }
        state.take(vm, at: place)
        return state.hosts[place].id
    }

    /// The choice for a VM with all that speaks for and against each host; changes nothing.
    package func decision(on vm: VMDemand) -> PlacementDecision {
        var copy = self
        let choice = copy.bestPlace(for: vm).map { state.hosts[$0].id }
        return PlacementDecision(
            vm: vm.id, name: vm.name, policy: policy.name, hosts: state.hosts.indices.map { verdict(on: $0, for: vm) },
            choice: choice)
    }

    private func verdict(on place: Int, for vm: VMDemand) -> PlacementDecision.Verdict {
        let checks = filters.map { filter in
            PlacementDecision.Check(
                unit: filter.unit, isPassed: filter.admits(vm, at: place, in: state),
                reason: filter.reason(vm, at: place, in: state))
        }
        let scores = scorers.map { scorer in
            PlacementDecision.Score(
                unit: scorer.rule.unit, score: scorer.rule.score(vm, at: place, in: state), factor: scorer.factor,
                reason: scorer.rule.reason(vm, at: place, in: state))
        }
        let host = state.hosts[place]
        return .init(host: host.id, name: host.name, checks: checks, scores: scores)
    }
}

// MARK: One VM among many

extension VMPlacement {
    /// The place of the host that suits a VM best; nil when none can take it.
    mutating func bestPlace(for vm: VMDemand) -> Int? {
        let places = admittingPlaces(for: vm)
        for place in places { scores[place] = 0 }
        for (rule, factor) in scorers {
            rule.add(to: &scores, of: places, factor: Double(factor), for: vm, in: state)
        }
        return ties.best(of: places, by: scores, for: vm.id)
    }

    /// Places of the hosts that can take a VM.
    mutating func admittingPlaces(for vm: VMDemand) -> [Int] {
        var places = steadyPlaces(for: vm)
        for filter in filters where !filter.unit.isSteady { filter.filter(&places, for: vm, in: state) }
        return places
    }

    /// Places of the hosts that could take a VM if nothing else were on them.
    mutating func steadyPlaces(for vm: VMDemand) -> [Int] {
        if let known = steady[vm.traits] { return known }
        var places = Array(state.hosts.indices)
        for filter in filters where filter.unit.isSteady { filter.filter(&places, for: vm, in: state) }
        steady[vm.traits] = places
        return places
    }

    /// How well a host suits a VM, of all points that could be had, from 0 to 1.
    func score(of vm: VMDemand, at place: Int) -> Double {
        let most = scorers.reduce(0) { $0 + $1.factor }
        let points = scorers.reduce(0.0) { $0 + Double($1.factor) * $1.rule.score(vm, at: place, in: state) }
        return most == 0 ? 0 : points / Double(most)
    }
}
