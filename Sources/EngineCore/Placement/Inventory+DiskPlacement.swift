import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// Where a new disk goes in a storage domain.
    ///
    /// Throws `noCapacity` when it fits nowhere.
    ///
    /// - Parameters:
    ///   - vm: who gets it; nil for nobody yet.
    ///   - only: the one replica set to be considered; nil for all.
    ///   - left: a replica set that is not considered.
    func diskPlacement(
        of size: ByteCount, in domain: StorageDomainID, for vm: VM?, on only: ReplicaSetID? = nil,
        leaving left: ReplicaSetID? = nil
    ) throws(Failure) -> DiskPlacementDecision {
        let home = vm.flatMap { homes(of: $0).first }
        let sets = replicaSets(of: domain).filter { $0.id != left && (only == nil || $0.id == only) }
        return try DiskPlacement(diskCandidates(sets))
            .place([size], beside: home, for: vm.map { demand(of: $0) })
    }

    /// The replica sets that hold a VM's disks, the one with the most bytes first.
    func homes(of vm: VM) -> [ReplicaSetID] {
        let disks = vm.disks.compactMap { self.disks[$0] }
        let bytes = Dictionary(disks.map { ($0.replicaSetID, $0.size.bytes) }, uniquingKeysWith: +)
        return bytes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// The sets as a choice among them sees them.
    func diskCandidates(_ sets: [ReplicaSet]) -> [CandidateSet] {
        let rooms = rooms(on: Set(sets.flatMap(\.bricks).map(\.hostID)))
        return sets.map { candidate($0, rooms) }
    }

    private func candidate(_ set: ReplicaSet, _ rooms: [HostID: CandidateSet.Room]) -> CandidateSet {
        CandidateSet(
            id: set.id, name: set.name, capacity: set.capacity, free: free(in: set), condition: condition(of: set),
            rooms: set.bricks.filter { !$0.isArbiter }.compactMap { rooms[$0.hostID] })
    }

    /// What those of the hosts that can take VMs have left for them.
    private func rooms(on ids: Set<HostID>) -> [HostID: CandidateSet.Room] {
        let residents = residents()
        let up = ids.compactMap { hosts[$0] }.filter { $0.status == .up }
        return Dictionary(
            uniqueKeysWithValues: up.map { host in
                let room = candidate(host, residents: residents[host.id] ?? [], leaving: nil)
                return (host.id, .init(memory: room.freeMemory, cpus: room.cpus, load: room.load))
            })
    }

    private func condition(of set: ReplicaSet) -> CandidateSet.Condition {
        if let phase = set.phase { return .unusable(phase.words) }
        guard let volume = observations.volumes[set.name] else { return .degraded("has not been seen yet") }
        let online = volume.facts.bricks.count(where: \.isOnline)
        if online * 2 <= set.bricks.count { return .unusable("is down") }
        if online < set.bricks.count { return .degraded("has \(online) of \(set.bricks.count) bricks online") }
        if let work = set.work { return .degraded("has a brick that \(work.words)") }
        if set.bricks.contains(where: hasFailed) { return .degraded("has a brick that has failed") }
        return (volume.heal?.pending ?? 0) == 0 ? .well : .degraded("is being healed")
    }
}

extension ReplicaSetPhase {
    /// With a verb.
    var words: String {
        switch self {
        case .beingMade: "is being made"
        case .closed: "is being emptied"
        case .beingRemoved: "is being removed"
        }
    }
}
