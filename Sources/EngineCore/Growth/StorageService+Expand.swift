import AgentAPI
import HashTreeCollections
package import MortarModel
import Placement

extension StorageService {
    /// What a storage domain may grow by.
    package struct Expansion: Sendable {
        /// Hosts that may be used besides those that carry bricks of the domain; empty for all.
        package var hosts: Set<HostID>
        /// Devices to take; nil for every blank one.
        package var devices: [HostDevice]?
        /// Devices that may be wiped, whatever is on them: the user named each of them, by any of its paths.
        package var wipe: Set<HostDevice>

        package init(hosts: Set<HostID> = [], devices: [HostDevice]? = nil, wipe: Set<HostDevice> = []) {
            self.hosts = hosts
            self.devices = devices
            self.wipe = wipe
        }
    }

    /// What ``expand(_:_:by:)`` would do now; nothing is changed.
    ///
    /// Throws `noCapacity` where the devices make no new replica set.
    package func expansionPlan(of id: StorageDomainID, _ expansion: Expansion) async throws -> ExpansionPlan {
        let plan = try await planned(id, expansion).plan
        guard let first = plan.growth.moves.first, let set = context.inventory.replicaSets[first.set] else {
            return plan
        }
        try await context.observeForGuard(volumes: [set.name])
        var judged = plan
        judged.refusals =
            StorageGuard(context.inventory.guardFacts, at: context.now())
            .verdict(on: .replaceBrick(first.old.id), by: nil).refusals
        return judged
    }

    /// Plans on fresh facts and begins: bricks move first, then new replica sets are made.
    package func expand(
        _ id: StorageDomainID, _ expansion: Expansion, by request: RequestOrigin
    ) async throws -> (ExpansionPlan, Job) {
        let (plan, wipe) = try await planned(id, expansion)
        let moves = context.inventory.brickMoves(plan.growth)
        let workflow = ExpandStorageDomain(
            domain: plan.domain, moves: moves, sets: plan.sets, wipe: wipe, remarks: plan.growth.remarks)
        let names = Set(plan.growth.moves.compactMap { context.inventory.replicaSets[$0.set]?.name })
        try await context.observeForGuard(volumes: names)
        let job = try await workflows.start(workflow, by: request) { inventory in
            try inventory.refuseChange(of: id)
            try inventory.refuseTakenNames(plan.sets)
            if let first = moves.first { try inventory.permit(.replaceBrick(first.old), at: context.now()) }
        }
        return (plan, job)
    }

    private func planned(
        _ id: StorageDomainID, _ expansion: Expansion
    ) async throws -> (plan: ExpansionPlan, wipe: Set<HostDevice>) {
        let domain = try context.inventory.storageDomains.required(id)
        try await context.observePoolMembers()
        let inventory = context.inventory
        try inventory.refuseUnsettled(domain)
        let wipe = Set(try expansion.wipe.map(inventory.stable))
        let growth = GrowthPlanner(try inventory.layout(of: domain, expansion, wipe: wipe)).plan()
        if growth.newSets.isEmpty {
            throw Failure(
                .noCapacity, "The devices make no new replica set for storage domain \(domain.name).",
                cause: growth.remarks.isEmpty ? nil : growth.remarks.joined(separator: " "),
                correction: "Add hosts or disks, or name devices to be wiped.")
        }
        let sets = inventory.named(growth.newSets, of: domain)
        let rate = inventory.healRate(of: domain.id)
        return (ExpansionPlan(domain: domain, growth: growth, sets: sets, refusals: [], healRate: rate), wipe)
    }
}
