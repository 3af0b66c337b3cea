package import MortarModel
package import Placement

extension StorageService {
    /// Which disks ``balance(_:bandwidth:by:)`` would move now.
    package func balancePlan(of id: StorageDomainID) async throws -> BalancePlan {
        let domain = try context.inventory.storageDomains.required(id)
        try await context.observePoolMembers()
        try context.inventory.refuseUnsettled(domain)
        return context.inventory.balance(of: domain)
    }

    /// Begins to even out how full the replica sets are.
    package func balance(
        _ id: StorageDomainID, bandwidth: ByteCount?, by request: RequestOrigin
    ) async throws -> (BalancePlan, Job) {
        try CopyBandwidth.check(bandwidth)
        let plan = try await balancePlan(of: id)
        let domain = try context.inventory.storageDomains.required(id)
        let workflow = BalanceStorageDomain(
            domain: domain, disks: plan.moves.map { DiskRelocation(disk: $0.disk, target: $0.target) },
            bandwidth: bandwidth)
        let job = try await workflows.start(workflow, by: request) { try $0.refuseChange(of: id) }
        return (plan, job)
    }
}
