import MortarModel

/// A clean copy of the VM's disks on the host itself: reads then stay off the network.
struct LocalReplicaScorer: HostScorer {
    let unit = WeightUnit.localReplica

    func score(_ vm: VMDemand, at place: Int, in state: PlacementState) -> Double {
        vm.localShares[state.hosts[place].id] ?? 0
    }

    func reason(_ vm: VMDemand, at place: Int, in state: PlacementState) -> String {
        switch score(vm, at: place, in: state) {
        case 1...: "has a clean copy of the VM's disks"
        case let share where share > 0: "has a clean copy of \(Int((share * 100).rounded())) % of the VM's disks"
        default:
            vm.traits.access.isEmpty
                ? "is as good as any: the VM has no disks" : "has no copy of the VM's disks that is known to be clean"
        }
    }

    /// Hosts without a copy get nothing, and those with one are few.
    func add(
        to scores: inout [Double], of places: [Int], factor: Double, for vm: VMDemand, in state: PlacementState
    ) {
        for (host, share) in vm.localShares {
            if let place = state.place(of: host) { scores[place] += factor * share }
        }
    }
}
