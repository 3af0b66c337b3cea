import AgentAPI
package import MortarModel
package import Workflow

/// Evens out how full the replica sets of a storage domain are, by moving whole disks.
package struct BalanceStorageDomain: EngineWorkflow {
    package static let kind = "balance-storage-domain"
    package static let failureCode = EventCode.storageDomainBalanceFailed

    package var domain: StorageDomain
    package var disks: [DiskRelocation]
    /// Of each disk, in a second; nil for as fast as it goes.
    package var bandwidth: ByteCount?

    package init(domain: StorageDomain, disks: [DiskRelocation], bandwidth: ByteCount? = nil) {
        self.domain = domain
        self.disks = disks
        self.bandwidth = bandwidth
    }

    package var title: String { "Balancing storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    package static let steps: [WorkflowStep<BalanceStorageDomain>] = [
        WorkflowStep("Move disks", moveDisks, undo: .nothing(because: "Disks serve as well where they are.")),
        WorkflowStep("Note the balance", note, undo: .nothing(because: "It is the last step.")),
    ]

    private static func moveDisks(_ this: inout Self, _ context: EngineContext) async throws {
        for disk in this.disks { try await disk.run(context, bandwidth: this.bandwidth) }
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let domain = this.domain
        try await context.store.change { inventory in
            inventory.addEvent(
                .storageDomainBalanced, "The replica sets of storage domain \(domain.name) are balanced.",
                at: context.now(), about: .init(storageDomain: domain.id))
        }
    }
}

extension BalanceStorageDomain: GradualWorkflow {
    static let longStep = 0

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        if disks.isEmpty { return nil }
        let done = disks.count { $0.isDone(in: inventory) }
        return StepProgress(percent: done * 100 / disks.count, detail: "\(done) of \(disks.count) disks")
    }
}
