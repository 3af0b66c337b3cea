import HashTreeCollections
package import MortarModel
import Placement

extension StorageService {
    /// What ``raiseCopies(of:to:_:by:)`` would do now; nothing is changed.
    ///
    /// Throws `noCapacity` with what is missing, and `conflict` where there is no way to as many copies.
    package func raisePlan(
        of id: StorageDomainID, to redundancy: Redundancy, _ devices: Expansion
    ) async throws -> RaisePlan {
        var plan = try await planned(id, redundancy, devices).plan
        guard let first = plan.copies.copies.first, let set = context.inventory.replicaSets[first.set] else {
            return plan
        }
        try await context.observeForGuard(volumes: [set.name])
        plan.refusals =
            StorageGuard(context.inventory.guardFacts, at: context.now()).verdict(on: .addBrick(set.id), by: nil)
            .refusals
        return plan
    }

    /// Plans on fresh facts and begins: one brick is added after the other, each waits until the one before has everything.
    package func raiseCopies(
        of id: StorageDomainID, to redundancy: Redundancy, _ devices: Expansion, by request: RequestOrigin
    ) async throws -> (RaisePlan, Job) {
        let (plan, wipe) = try await planned(id, redundancy, devices)
        let additions = context.inventory.copyAdditions(plan.copies)
        let workflow = RaiseCopies(
            domain: plan.domain, redundancy: redundancy, additions: additions, wipe: wipe,
            remarks: plan.copies.remarks)
        let names = additions.prefix(1).compactMap { context.inventory.replicaSets[$0.set]?.name }
        try await context.observeForGuard(volumes: Set(names))
        let job = try await workflows.start(workflow, by: request) { inventory in
            try inventory.refuseChange(of: id)
            if let first = additions.first { try inventory.permit(.addBrick(first.set), at: context.now()) }
        }
        return (plan, job)
    }

    private func planned(
        _ id: StorageDomainID, _ redundancy: Redundancy, _ devices: Expansion
    ) async throws -> (plan: RaisePlan, wipe: Set<HostDevice>) {
        let domain = try context.inventory.storageDomains.required(id)
        try context.inventory.refuseFewerCopies(redundancy, of: domain)
        try await context.observePoolMembers()
        let inventory = context.inventory
        try inventory.refuseReshaping(of: domain)
        try inventory.refuseUnsettled(domain)
        let wipe = Set(try devices.wipe.map(inventory.stable))
        var layout = try inventory.layout(of: domain, devices, wipe: wipe)
        layout.redundancy = redundancy
        let copies = try CopiesPlanner(layout).plan()
        return (
            RaisePlan(domain: domain, copies: copies, refusals: [], healRate: inventory.healRate(of: id)), wipe
        )
    }
}

extension Inventory {
    /// The additions of a plan, the new bricks with the stripes of their devices.
    fileprivate func copyAdditions(_ plan: CopiesPlan) -> [CopyAddition] {
        plan.copies.map { CopyAddition(set: $0.set, new: striped([$0.new], [:])[0], leaving: $0.leaving) }
    }

    /// Refuses what a domain keeps already, and fewer copies.
    fileprivate func refuseFewerCopies(_ redundancy: Redundancy, of domain: StorageDomain) throws {
        if domain.redundancy == redundancy {
            throw Failure(
                .conflict, "Storage domain \(domain.name) keeps \(redundancy.words) already.",
                correction: "Nothing is to be done.")
        }
        if domain.redundancy == .oneCopy || redundancy == .threeCopies { return }
        throw Failure(
            .conflict, "Storage domain \(domain.name) cannot keep fewer copies than it has.",
            cause:
                "Its replica sets keep \(domain.redundancy.words): a copy that is taken away counts for the quorum until it is"
                + " gone, and one that lacked a write would be all that is left.",
            correction: "Make a storage domain of \(redundancy.words) on other devices, and move the disks there.")
    }
}
