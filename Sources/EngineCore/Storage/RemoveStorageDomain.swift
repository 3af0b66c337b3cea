import AgentAPI
import Concurrency
package import MortarModel
package import Workflow

/// Takes an empty storage domain apart; its devices are blank again afterwards.
package struct RemoveStorageDomain: ReplicaSetRemoving {
    package static let kind = "remove-storage-domain"
    package static let failureCode = EventCode.workflowFailed

    package var domain: StorageDomain
    package var sets: [ReplicaSet]

    package init(domain: StorageDomain, sets: [ReplicaSet]) {
        self.domain = domain
        self.sets = sets
    }

    package var title: String { "Removing storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    private static let forward = "A removal goes on where it stopped when it is asked for again."

    package static let steps: [WorkflowStep<RemoveStorageDomain>] = [
        WorkflowStep("Unmount volumes", unmount, undo: .nothing(because: forward)),
        WorkflowStep("Delete volumes", deleteVolumes, undo: .nothing(because: forward)),
        WorkflowStep("Remove bricks", removeBricks, undo: .nothing(because: forward)),
        WorkflowStep("Forget the storage domain", forget, undo: .nothing(because: "It is the last step.")),
    ]

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let (domain, sets) = (this.domain, this.sets)
        try await context.store.change { inventory in
            guard inventory.storageDomains[domain.id] != nil else { return }
            inventory.storageDomains[domain.id] = nil
            for set in sets { inventory.replicaSets[set.id] = nil }
            inventory.addEvent(
                .storageDomainRemoved, "Storage domain \(domain.name) was removed.", at: context.now())
        }
    }
}
