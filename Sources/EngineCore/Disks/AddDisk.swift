import AgentAPI
package import MortarModel
package import Workflow

/// Makes a disk of zeros and attaches it to a VM, if one is given.
package struct AddDisk: EngineWorkflow {
    package static let kind = "add-disk"
    package static let failureCode = EventCode.diskFailed

    package var disk: Disk
    package var vm: VMID?

    package init(disk: Disk, vm: VMID?) {
        self.disk = disk
        self.vm = vm
    }

    package var title: String { "Creating disk \(disk.name)" }
    package var subjects: EventSubjects { EventSubjects(vm: vm, storageDomain: disk.storageDomainID) }

    package static let steps: [WorkflowStep<AddDisk>] = [
        WorkflowStep("Reserve space", reserve, undo: .by(release)),
        WorkflowStep("Make the image", makeImage, undo: .by(deleteImage)),
        WorkflowStep("Take into service", commit, undo: .nothing(because: "It is the last step.")),
    ]

    /// The space was reserved in the transaction that began the workflow, so that a refusal is immediate; what was chosen then counts.
    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        this.disk = try context.inventory.disks.required(this.disk.id)
    }

    private static func release(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.disk.id
        try await context.store.change { $0.forgetDisk(id) }
    }

    private static func makeImage(_ this: inout Self, _ context: EngineContext) async throws {
        let request = try context.inventory.imageRequest(for: this.disk)
        try await context.anyPoolAgent().makeImage(request)
    }

    private static func deleteImage(_ this: inout Self, _ context: EngineContext) async throws {
        let request = try context.inventory.imageRequest(for: this.disk)
        try await context.anyPoolAgent().deleteImage(request.reference)
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let (disk, vm) = (this.disk, this.vm)
        try await context.store.change { inventory in
            guard inventory.disks[disk.id]?.status == .locked else { return }
            try inventory.disks.update(disk.id) { $0.status = .ok }
            inventory.addEvent(
                .diskAdded, "Disk \(disk.name) was created.", at: context.now(),
                about: .init(vm: vm, storageDomain: disk.storageDomainID))
        }
    }
}
