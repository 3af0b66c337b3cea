import HashTreeCollections
package import MortarModel
import Placement

extension StorageService {
    /// What a storage domain is to be rid of.
    package struct Shrinking: Sendable {
        /// Hosts that are to carry no brick of it any more.
        package var hosts: Set<HostID>
        /// Replica sets that are to be removed; their disks move to the others.
        package var sets: Set<ReplicaSetID>
        /// Of each disk, in a second; nil for as fast as it goes.
        package var bandwidth: ByteCount?

        package init(hosts: Set<HostID> = [], sets: Set<ReplicaSetID> = [], bandwidth: ByteCount? = nil) {
            self.hosts = hosts
            self.sets = sets
            self.bandwidth = bandwidth
        }
    }

    /// What ``shrink(_:_:by:)`` would do now; nothing is changed.
    ///
    /// Throws `noCapacity` where disks or bricks would have no place.
    package func shrinkPlan(of id: StorageDomainID, _ shrinking: Shrinking) async throws -> ShrinkPlan {
        try CopyBandwidth.check(shrinking.bandwidth)
        let domain = try context.inventory.storageDomains.required(id)
        try await context.observePoolMembers()
        let inventory = context.inventory
        try inventory.refuseUnsettled(domain, removing: shrinking.sets)
        let removed = try inventory.removed(shrinking.sets, from: domain)
        if removed.isEmpty, shrinking.hosts.isEmpty {
            throw Failure(
                .invalid, "There is nothing to take out of storage domain \(domain.name).",
                correction: "Name a host that is to carry no brick of it any more, or a replica set.")
        }
        let growth = try inventory.emptying(shrinking.hosts, of: domain, removing: removed.map(\.id))
        return ShrinkPlan(
            domain: domain, removed: removed, disks: try inventory.evacuation(of: removed, in: domain),
            growth: growth, healRate: inventory.healRate(of: id))
    }

    /// Plans on fresh facts and begins: disks move first, then sets are removed, then bricks move.
    package func shrink(
        _ id: StorageDomainID, _ shrinking: Shrinking, by request: RequestOrigin
    ) async throws -> (ShrinkPlan, Job) {
        let plan = try await shrinkPlan(of: id, shrinking)
        let workflow = ShrinkStorageDomain(
            domain: plan.domain, sets: plan.removed,
            disks: plan.disks.map { DiskRelocation(disk: $0.disk, target: $0.target) },
            moves: context.inventory.brickMoves(plan.growth), bandwidth: shrinking.bandwidth)
        let job = try await workflows.start(workflow, by: request) {
            try $0.refuseChange(of: id, removing: shrinking.sets)
        }
        return (plan, job)
    }
}
