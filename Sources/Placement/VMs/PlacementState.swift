import MortarModel

/// The hosts of a cluster and the VMs on them, kept up to date as VMs are placed; hosts are called by their place.
struct PlacementState: Sendable {
    let hosts: [CandidateHost]
    private(set) var loads: [HostLoad]
    private(set) var affinities: AffinityState
    private(set) var reserve: FailureReserve
    private let places: [HostID: Int]

    /// - Parameter residents: VMs that the hosts' own figures, or reservations in them, count already.
    init(_ hosts: [CandidateHost], groups: [AffinityGroup], residents: [(vm: VMDemand, host: HostID)]) {
        self.hosts = hosts
        places = Dictionary(hosts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        loads = hosts.map(HostLoad.init)
        affinities = AffinityState(groups)
        for resident in residents {
            guard let place = places[resident.host] else { continue }
            loads[place].count(resident.vm)
            affinities.add(resident.vm.id, at: place)
        }
        reserve = FailureReserve(loads)
    }

    func place(of host: HostID) -> Int? { places[host] }

    mutating func take(_ vm: VMDemand, at place: Int) {
        loads[place].take(vm)
        affinities.add(vm.id, at: place)
        reserve.update(loads)
    }

    mutating func release(_ vm: VMDemand, at place: Int) {
        loads[place].release(vm)
        affinities.remove(vm.id, at: place)
        reserve.update(loads)
    }
}
