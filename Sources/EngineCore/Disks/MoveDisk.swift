import AgentAPI
import HashTreeCollections
package import MortarModel
package import Workflow

/// Moves a disk to another replica set, while its VM runs or while nobody uses it.
///
/// At every moment one complete image counts: the old one until the agent has said that the new one took its place.
package struct MoveDisk: EngineWorkflow {
    /// Which image counts.
    package enum Place: String, Sendable, Hashable, Codable {
        case source, target, unknown
    }

    package static let kind = "move-disk"
    package static let failureCode = EventCode.diskMoveFailed

    /// As it was before.
    package var disk: Disk
    package var target: ReplicaSetID
    package var targetName: String
    /// The VM that runs with it; nil where nobody uses it.
    package var vm: VMID?
    /// Who copies: the VM's host, or any.
    package var host: HostID?
    /// In a second; nil for as fast as it goes.
    package var bandwidth: ByteCount?
    package var place = Place.source

    package init(
        disk: Disk, target: ReplicaSetID, targetName: String, vm: VMID?, host: HostID?, bandwidth: ByteCount? = nil
    ) {
        self.disk = disk
        self.target = target
        self.targetName = targetName
        self.vm = vm
        self.host = host
        self.bandwidth = bandwidth
    }

    package var title: String { "Moving disk \(disk.name) to \(targetName)" }
    package var subjects: EventSubjects { EventSubjects(host: host, vm: vm, storageDomain: disk.storageDomainID) }

    package func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity) {
        failure.code == .cancelled ? (.diskMoveCancelled, .normal) : (Self.failureCode, .error)
    }

    private static let forward = "The new image counts; the old one goes."

    package static let steps: [WorkflowStep<MoveDisk>] = [
        WorkflowStep("Reserve space", reserve, undo: .by(release)),
        WorkflowStep("Make the new image", makeImage, undo: .by(deleteNewImage)),
        WorkflowStep("Copy", copy, undo: .by(settle)),
        WorkflowStep("Switch to the copy", switchOver, undo: .by(settle)),
        WorkflowStep("Note the new place", commit, undo: .nothing(because: forward)),
        WorkflowStep("Delete the old image", deleteOldImage, undo: .nothing(because: "It is the last step.")),
    ]

    /// The room was reserved in the transaction that began the workflow, so that a refusal is immediate.
    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        _ = try context.inventory.disks.required(this.disk.id)
    }

    /// An image that an earlier attempt could not delete has another content.
    private static func makeImage(_ this: inout Self, _ context: EngineContext) async throws {
        let request = try context.inventory.copyRequest(for: this)
        let agent = try context.anyPoolAgent()
        try await agent.deleteImage(request.target)
        try await agent.makeImage(ImageRequest(reference: request.target, size: this.disk.size))
    }

    private static func copy(_ this: inout Self, _ context: EngineContext) async throws {
        try await DiskCopyWatch(move: this, context: context).run()
    }

    private static func switchOver(_ this: inout Self, _ context: EngineContext) async throws {
        try refuseUse(this, context.inventory)
        try await DiskCopyEnd(move: this, context: context).switchOver()
        this.place = .target
    }

    /// A VM that somebody has started by hand writes to the old image.
    private static func refuseUse(_ this: Self, _ inventory: Inventory) throws {
        guard this.vm == nil, let vm = inventory.vm(using: this.disk.id), vm.status != .down else { return }
        throw Failure(
            .conflict, "VM \(vm.name) has begun to use disk \(this.disk.name) while it was copied.",
            correction: "Move the disk again.", objects: ["VM \(vm.name)", "disk \(this.disk.name)"])
    }

    static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let move = this
        try await context.store.change { try $0.commit(move, at: context.now()) }
        context.store.observe { $0.diskCopies[move.disk.id] = nil }
    }

    /// Goes on until it is done: until then the image takes room on its set.
    static func deleteOldImage(_ this: inout Self, _ context: EngineContext) async throws {
        let (id, source, target) = (this.disk.id, this.disk.replicaSetID, this.target)
        var pause = GrowingPause()
        while let disk = context.inventory.disks[id], disk.replicaSetID == target, disk.movingSetID == source {
            do {
                if let set = context.inventory.replicaSets[source] {
                    try await context.anyPoolAgent().deleteImage(disk.image(on: set))
                }
                try await context.store.change { $0.disks[id]?.movingSetID = nil }
            } catch let failure as Failure where failure.code != .staleLeader {
                try await pause.pass()
            }
        }
    }
}

extension MoveDisk: GradualWorkflow {
    static let longStep = 2

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        guard !isEnded, let facts = inventory.observations.diskCopies[disk.id] else { return nil }
        return StepProgress(
            percent: facts.percent, detail: facts.total > .zero ? "\(facts.copied) of \(facts.total)" : nil)
    }
}
