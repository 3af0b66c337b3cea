import AgentAPI
package import MortarModel
package import Workflow

/// Deletes a VM that is down, with its disks.
package struct RemoveVM: EngineWorkflow {
    package static let kind = "remove-vm"
    package static let failureCode = EventCode.workflowFailed

    package var vm: VM

    package init(vm: VM) {
        self.vm = vm
    }

    package var title: String { "Deleting VM \(vm.name)" }
    package var subjects: EventSubjects { EventSubjects(vm: vm.id) }

    package static let steps: [WorkflowStep<RemoveVM>] = [
        WorkflowStep("Delete the images", deleteImages, undo: .by(markIllegal)),
        WorkflowStep("Forget the VM", forget, undo: .nothing(because: "It is the last step.")),
    ]

    private static func deleteImages(_ this: inout Self, _ context: EngineContext) async throws {
        for disk in this.vm.disks.compactMap({ context.inventory.disks[$0] }) {
            let sets = [disk.replicaSetID, disk.movingSetID].compactMap { $0 }
            for set in sets.compactMap({ context.inventory.replicaSets[$0] }) {
                try await context.anyPoolAgent().deleteImage(disk.image(on: set))
            }
        }
    }

    /// Some images may be gone: the VM can only be deleted again.
    private static func markIllegal(_ this: inout Self, _ context: EngineContext) async throws {
        let vm = this.vm
        try await context.store.change { inventory in
            for disk in vm.disks { inventory.disks[disk]?.status = .illegal }
            inventory.vms[vm.id]?.enter(.down, at: context.now())
        }
    }

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let vm = this.vm
        try await context.store.change { inventory in
            guard inventory.vms[vm.id] != nil else { return }
            for disk in vm.disks { inventory.disks[disk] = nil }
            inventory.vms[vm.id] = nil
            inventory.leaveAffinityGroups(vm: vm.id)
            inventory.addEvent(.vmRemoved, "VM \(vm.name) was deleted.", at: context.now())
        }
    }
}
