import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// The replica sets of a domain with what they hold, and the devices that it may grow by.
    ///
    /// - Parameter wipe: with stable paths.
    func layout(
        of domain: StorageDomain, _ expansion: StorageService.Expansion, wipe: Set<HostDevice>
    ) throws -> StorageLayout {
        let sets = replicaSets(of: domain.id)
        for id in expansion.hosts.sorted() { try refuseBricks(on: try hosts.required(id)) }
        let own = Set(sets.flatMap(\.bricks).map(\.hostID)).union(expansion.hosts)
        let devices = try candidates(expansion.devices, wipe: wipe).filter { device in
            expansion.devices != nil || expansion.hosts.isEmpty || own.contains(device.hostID)
        }
        return StorageLayout(
            redundancy: domain.redundancy,
            sets: sets.map(filled),
            devices: devices, zones: zones,
            names: Dictionary(uniqueKeysWithValues: hosts.map { ($0.id, $0.name) }))
    }

    /// A replica set with what it holds, and the quorum by the options of its volume.
    func filled(_ set: ReplicaSet) -> FilledSet {
        let options = observations.volumes[set.name]?.facts.options
        return FilledSet(
            id: set.id, name: set.name, bricks: set.bricks, used: used(of: set),
            quorum: options.flatMap { QuorumRule(options: $0, count: set.bricks.count) })
    }

    /// Refuses a domain of which a set is in work, is being made or is on its way out: what it holds would be a guess.
    ///
    /// - Parameter removed: sets whose removal goes on.
    func refuseUnsettled(_ domain: StorageDomain, removing removed: Set<ReplicaSetID> = []) throws {
        guard domain.status == .active else {
            throw Failure(
                .conflict, "Storage domain \(domain.name) is \(domain.status.rawValue).",
                correction: "Wait until it is active.")
        }
        for set in replicaSets(of: domain.id) where set.work != nil || set.phase != nil {
            if set.phase == .beingRemoved, removed.contains(set.id) { continue }
            throw Failure(
                .conflict, "Replica set \(set.name) \(set.phase?.words ?? "is in work").",
                correction: "Wait until its job has ended: “mortar job list” shows it.")
        }
    }

    /// Refuses to begin to change a domain that another job changes, or that is on its way out: the plan may be older.
    func refuseChange(of id: StorageDomainID, removing removed: Set<ReplicaSetID> = []) throws {
        let domain = try storageDomains.required(id)
        try refuseReshaping(of: domain)
        try refuseUnsettled(domain, removing: removed)
    }

    /// Planned sets with the next free names and the stripes of their devices.
    func named(_ planned: [BrickPlanner.PlannedSet], of domain: StorageDomain) -> [ReplicaSet] {
        let taken = Set(replicaSets.map(\.name))
        let names = (1...).lazy.map { "\(domain.name)-\($0)" }.filter { !taken.contains($0) }
        return zip(names.prefix(planned.count), planned).map { name, set in
            ReplicaSet(
                name: name, storageDomainID: domain.id, redundancy: domain.redundancy,
                bricks: striped(set.bricks, [:]))
        }
    }

    /// The moves of a plan, the new bricks with the stripes of their devices.
    func brickMoves(_ plan: GrowthPlan) -> [BrickMove] {
        plan.moves.map { BrickMove(set: $0.set, old: $0.old.id, new: striped([$0.new], [:])[0]) }
    }
}
