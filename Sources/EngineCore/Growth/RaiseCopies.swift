package import MortarModel
package import Workflow

/// Has the replica sets of a storage domain keep more copies, one brick after the other, while VMs run.
package struct RaiseCopies: EngineWorkflow {
    package static let kind = "raise-copies"
    package static let failureCode = EventCode.copiesRaiseFailed

    package var domain: StorageDomain
    package var redundancy: Redundancy
    package var additions: [CopyAddition]
    package var wipe: Set<HostDevice>
    /// What users are to know, in sentences.
    package var remarks: [String]

    package init(
        domain: StorageDomain, redundancy: Redundancy, additions: [CopyAddition], wipe: Set<HostDevice> = [],
        remarks: [String] = []
    ) {
        self.domain = domain
        self.redundancy = redundancy
        self.additions = additions
        self.wipe = wipe
        self.remarks = remarks
    }

    package var title: String { "Adding copies to storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    package static let steps: [WorkflowStep<RaiseCopies>] = [
        WorkflowStep("Add copies", addCopies, undo: .nothing(because: "A copy more than before does no harm.")),
        WorkflowStep("Note the copies", note, undo: .nothing(because: "It is the last step.")),
    ]

    private static func addCopies(_ this: inout Self, _ context: EngineContext) async throws {
        for addition in this.additions { try await addition.run(context, to: this.redundancy, wipe: this.wipe) }
    }

    /// From now on new replica sets of the domain keep as many.
    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { inventory in
            guard var domain = inventory.storageDomains[workflow.domain.id], domain.redundancy != workflow.redundancy
            else { return }
            domain.redundancy = workflow.redundancy
            inventory.storageDomains[domain.id] = domain
            let news = "Storage domain \(domain.name) keeps \(workflow.redundancy.words) of everything now."
            inventory.addEvent(
                .copiesRaised, ([news] + workflow.remarks).joined(separator: " "), at: context.now(),
                about: workflow.subjects)
        }
    }
}

extension RaiseCopies: GradualWorkflow {
    static let longStep = 0

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        if additions.isEmpty { return nil }
        let done = additions.count { $0.isDone(in: inventory) }
        return StepProgress(percent: done * 100 / additions.count, detail: "\(done) of \(additions.count) bricks")
    }
}

extension Redundancy {
    /// As users read it, as the object of a sentence.
    package var words: String {
        switch self {
        case .threeCopies: "three copies"
        case .twoCopiesAndArbiter: "two copies and an arbiter"
        case .oneCopy: "one copy"
        }
    }
}
