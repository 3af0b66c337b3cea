import AgentAPI
import HashTreeCollections
package import MortarModel
import Placement
package import Workflow

/// Makes a storage domain smaller: disks leave replica sets, which are removed, and bricks leave hosts.
package struct ShrinkStorageDomain: ReplicaSetRemoving {
    package static let kind = "shrink-storage-domain"
    package static let failureCode = EventCode.storageDomainShrinkFailed

    package var domain: StorageDomain
    /// Those that are removed.
    package var sets: [ReplicaSet]
    package var disks: [DiskRelocation]
    /// One after the other: a device may be free only when an earlier one is done.
    package var moves: [BrickMove]
    /// Of each disk, in a second; nil for as fast as it goes.
    package var bandwidth: ByteCount?

    package init(
        domain: StorageDomain, sets: [ReplicaSet], disks: [DiskRelocation], moves: [BrickMove],
        bandwidth: ByteCount? = nil
    ) {
        self.domain = domain
        self.sets = sets
        self.disks = disks
        self.moves = moves
        self.bandwidth = bandwidth
    }

    package var title: String { "Shrinking storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    private static let forward = "A removal goes on where it stopped when it is asked for again."
    private static let moved = "What has moved serves as well where it is."

    package static let steps: [WorkflowStep<ShrinkStorageDomain>] = [
        WorkflowStep("Close the replica sets", close, undo: .by(open)),
        WorkflowStep("Move disks", moveDisks, undo: .nothing(because: moved)),
        WorkflowStep("Take the replica sets out of service", takeOut, undo: .nothing(because: forward)),
        WorkflowStep("Unmount volumes", unmount, undo: .nothing(because: forward)),
        WorkflowStep("Delete volumes", deleteVolumes, undo: .nothing(because: forward)),
        WorkflowStep("Remove bricks", removeBricks, undo: .nothing(because: forward)),
        WorkflowStep("Forget the replica sets", forget, undo: .nothing(because: forward)),
        WorkflowStep("Move bricks", moveBricks, undo: .nothing(because: moved)),
        WorkflowStep("Note the new size", note, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Emptying replica sets

    /// From now on no disk is placed there.
    private static func close(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        try await context.store.change { inventory in
            for set in sets where inventory.replicaSets[set.id]?.phase == nil {
                inventory.replicaSets[set.id]?.phase = .closed
            }
        }
    }

    private static func open(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        try await context.store.change { inventory in
            for set in sets where inventory.replicaSets[set.id]?.phase == .closed {
                inventory.replicaSets[set.id]?.phase = nil
            }
        }
    }

    private static func moveDisks(_ this: inout Self, _ context: EngineContext) async throws {
        for disk in this.disks { try await disk.run(context, bandwidth: this.bandwidth) }
    }

    /// The guard is asked, and that no disk is left, in one transaction with the decision.
    private static func takeOut(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets.filter { context.inventory.replicaSets[$0.id]?.phase == .closed }
        if sets.isEmpty { return }
        try await context.observeForGuard(volumes: Set(sets.map(\.name)))
        try await context.store.change { inventory in
            for set in sets where inventory.replicaSets[set.id]?.phase == .closed {
                try inventory.refuseDisks(on: set)
                try inventory.permit(.removeSet(set.id), at: context.now())
                inventory.replicaSets[set.id]?.phase = .beingRemoved
            }
        }
    }

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        try await context.store.change { inventory in for set in sets { inventory.replicaSets[set.id] = nil } }
    }

    // MARK: Emptying hosts

    private static func moveBricks(_ this: inout Self, _ context: EngineContext) async throws {
        for move in this.moves { try await move.run(context) }
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { $0.tellShrinking(workflow, at: context.now()) }
    }
}
