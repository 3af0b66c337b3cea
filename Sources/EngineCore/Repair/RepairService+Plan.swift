package import MortarModel
import Placement

import struct Foundation.Date

extension RepairService {
    /// What ``replace(_:onto:wipe:stripe:by:)`` would do now; nothing is changed.
    ///
    /// Throws where it makes no sense at all. What the guard has against it is in the plan.
    package func replacementPlan(
        _ device: HostDevice, onto target: HostDevice?, wipe: Bool, stripe: StripeGeometry? = nil
    ) async throws -> ReplacementPlan {
        let replacement = try await plan(device, onto: target, wipe: wipe, stripe: stripe)
        try await context.observeForGuard(volumes: [replacement.set.name])
        let inventory = context.inventory
        try inventory.refuseTakenDevices([replacement.new])
        return inventory.judged(replacement, at: context.now())
    }
}

extension Inventory {
    fileprivate func judged(_ replacement: ReplaceBrick, at time: Date) -> ReplacementPlan {
        let facts = guardFacts
        let verdict = StorageGuard(facts, at: time).verdict(
            on: .replaceBrick(replacement.old.id), by: replacement.work.owner)
        let online = facts.sets.first { $0.id == replacement.set.id }?.bricks.filter { $0.isOnline?.value == true }
        let ids = Set((online ?? []).map(\.id))
        return ReplacementPlan(
            replacement: replacement, condition: BrickConditions(self, at: time).condition(of: replacement.old),
            refusals: verdict.refusals, bytes: replacement.old.isArbiter ? .zero : used(of: replacement.set),
            remaining: replacement.set.bricks.filter { $0.id != replacement.old.id && ids.contains($0.id) })
    }
}
