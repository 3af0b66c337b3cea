import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    // MARK: Refusals

    /// Refuses to change the shape of a domain that is being changed already.
    func refuseReshaping(of domain: StorageDomain) throws {
        let isUnderWay = try [
            underWay(ExpandStorageDomain.self) { $0.domain.id == domain.id },
            underWay(ShrinkStorageDomain.self) { $0.domain.id == domain.id },
            underWay(BalanceStorageDomain.self) { $0.domain.id == domain.id },
            underWay(RaiseCopies.self) { $0.domain.id == domain.id },
        ].contains { $0 != nil }
        if !isUnderWay { return }
        throw Failure(
            .conflict, "Storage domain \(domain.name) is being expanded, shrunk, balanced or copied.",
            correction: "Wait until its job has ended.")
    }

    func refuseDisks(on set: ReplicaSet) throws {
        guard let disk = disks.first(where: { $0.occupies(set.id) }) else { return }
        throw Failure(
            .conflict, "Disk \(disk.name) is on replica set \(set.name).", correction: "Move it, or ask again.",
            objects: ["disk \(disk.name)", "replica set \(set.name)"])
    }

    func removed(_ sets: Set<ReplicaSetID>, from domain: StorageDomain) throws -> [ReplicaSet] {
        let own = replicaSets(of: domain.id)
        for id in sets.sorted() where !own.contains(where: { $0.id == id }) {
            throw Failure(
                .invalid, "Replica set \(try replicaSets.required(id).name) is not in storage domain \(domain.name).",
                correction: "“mortar replica-set list” shows where it is.")
        }
        if own.allSatisfy({ sets.contains($0.id) }) {
            throw Failure(
                .conflict, "Storage domain \(domain.name) would have no replica set any more.",
                correction: "Remove the storage domain, or leave it one.")
        }
        return own.filter { sets.contains($0.id) }
    }

    // MARK: Plans

    /// Where the disks of sets that are removed go.
    func evacuation(of removed: [ReplicaSet], in domain: StorageDomain) throws -> [PlannedDiskMove] {
        let ids = Set(removed.map(\.id))
        let sets = diskCandidates(replicaSets(of: domain.id).filter { !ids.contains($0.id) })
        var left = Dictionary(uniqueKeysWithValues: sets.map { ($0.id, $0) })
        return try removed.flatMap { set in
            let moves = try SetEvacuation(onto: Array(left.values)).moves(from: set.id, of: filledDisks(in: domain))
            for move in moves { left[move.target]?.free -= disks[move.disk]?.size ?? .zero }
            return moves
        }
    }

    /// Where the bricks of hosts that are emptied go: to the other hosts of the domain, and only where these have no place
    /// to all others.
    func emptying(
        _ hosts: Set<HostID>, of domain: StorageDomain, removing removed: [ReplicaSetID]
    ) throws -> GrowthPlan {
        let own = Set(replicaSets(of: domain.id).flatMap(\.bricks).map(\.hostID))
        do {
            return try ShrinkPlanner(layout(of: domain, .init(hosts: own), wipe: []))
                .plan(emptying: hosts, removing: removed)
        } catch let failure as Failure where failure.code == .noCapacity {
            return try ShrinkPlanner(layout(of: domain, .init(), wipe: [])).plan(emptying: hosts, removing: removed)
        }
    }

    // MARK: Events

    mutating func tellShrinking(_ workflow: ShrinkStorageDomain, at time: Date) {
        let sets = workflow.sets.map(\.name).joined(separator: ", ")
        let parts = [
            sets.isEmpty ? nil : "replica set\(workflow.sets.count == 1 ? "" : "s") \(sets) removed",
            workflow.moves.isEmpty ? nil : "\(workflow.moves.count) brick\(workflow.moves.count == 1 ? "" : "s") moved",
        ].compactMap(\.self).joined(separator: ", ")
        addEvent(
            .storageDomainShrunk, "Storage domain \(workflow.domain.name) was shrunk: \(parts).", at: time,
            about: .init(storageDomain: workflow.domain.id))
    }
}
