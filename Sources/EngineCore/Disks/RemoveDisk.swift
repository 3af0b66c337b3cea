import AgentAPI
package import MortarModel
package import Workflow

/// Deletes a disk and its image.
package struct RemoveDisk: EngineWorkflow {
    package static let kind = "remove-disk"
    package static let failureCode = EventCode.diskFailed

    package var disk: Disk

    package init(disk: Disk) {
        self.disk = disk
    }

    package var title: String { "Deleting disk \(disk.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: disk.storageDomainID) }

    package static let steps: [WorkflowStep<RemoveDisk>] = [
        WorkflowStep("Delete the image", deleteImage, undo: .by(markIllegal)),
        WorkflowStep("Forget the disk", forget, undo: .nothing(because: "It is the last step.")),
    ]

    private static func deleteImage(_ this: inout Self, _ context: EngineContext) async throws {
        // A move that nobody could end has left two.
        let sets = [this.disk.replicaSetID, this.disk.movingSetID].compactMap { $0 }
        for set in sets.compactMap({ context.inventory.replicaSets[$0] }) {
            try await context.anyPoolAgent().deleteImage(this.disk.image(on: set))
        }
    }

    /// The image may be gone: the disk must not be used, only deleted again.
    private static func markIllegal(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.disk.id
        try await context.store.change { $0.disks[id]?.status = .illegal }
    }

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let disk = this.disk
        try await context.store.change { inventory in
            guard inventory.disks[disk.id] != nil else { return }
            inventory.forgetDisk(disk.id)
            inventory.addEvent(
                .diskRemoved, "Disk \(disk.name) was deleted.", at: context.now(),
                about: .init(storageDomain: disk.storageDomainID))
        }
    }
}
