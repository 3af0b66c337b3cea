import AgentAPI
package import MortarModel
package import Workflow

/// Makes a storage domain larger: bricks of its replica sets move to other hosts where that is planned, and the devices that
/// are free then become new replica sets.
package struct ExpandStorageDomain: ReplicaSetMaking {
    package static let kind = "expand-storage-domain"
    package static let failureCode = EventCode.storageDomainExpansionFailed

    package var domain: StorageDomain
    /// One after the other: a device may be free only when an earlier one is done.
    package var moves: [BrickMove]
    package var sets: [ReplicaSet]
    package var wipe: Set<HostDevice>
    /// What users are to know of the new sets and of devices that are left, in sentences.
    package var remarks: [String]
    package var directories: [BrickID: String] = [:]

    package init(
        domain: StorageDomain, moves: [BrickMove], sets: [ReplicaSet], wipe: Set<HostDevice> = [],
        remarks: [String] = []
    ) {
        self.domain = domain
        self.moves = moves
        self.sets = sets
        self.wipe = wipe
        self.remarks = remarks
    }

    package var title: String { "Expanding storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    package static let steps: [WorkflowStep<ExpandStorageDomain>] = [
        WorkflowStep(
            "Move bricks", moveBricks, undo: .nothing(because: "Bricks that have moved serve as well where they are.")),
        WorkflowStep(
            "Wait for free devices", waitForDevices, undo: .nothing(because: "Devices that are free do no harm.")),
        WorkflowStep("Reserve devices", reserve, undo: .by(release)),
        WorkflowStep("Make bricks", makeBricks, undo: .by(removeBricks)),
        WorkflowStep("Create volumes", makeVolumes, undo: .by(deleteVolumes)),
        WorkflowStep("Mount volumes", mount, undo: .by(unmount)),
        WorkflowStep("Take the replica sets into service", activate, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Moving bricks

    private static func moveBricks(_ this: inout Self, _ context: EngineContext) async throws {
        for move in this.moves { try await move.run(context, wipe: this.wipe) }
    }

    /// The devices of bricks that were moved are cleared when nobody needs the old bricks any more.
    private static let clearing = Duration.seconds(600)

    private static func waitForDevices(_ this: inout Self, _ context: EngineContext) async throws {
        let (bricks, wipe) = (this.sets.flatMap(\.bricks), this.wipe)
        let hosts = Set(bricks.map(\.hostID))
        if bricks.isEmpty || context.inventory.replicaSets[this.sets[0].id] != nil { return }
        try await retry(for: clearing, every: .seconds(2), while: [.conflict, .hostUnreachable]) {
            try await context.observe(hosts)
            try context.inventory.refuseUsedDevices(bricks, wipe: wipe)
        }
    }

    // MARK: Reserving

    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        try await context.store.change { inventory in
            for set in sets where inventory.replicaSets[set.id] == nil {
                try inventory.refuseTakenNames([set])
                try inventory.refuseTakenDevices(set.bricks)
                var made = set
                made.phase = .beingMade
                inventory.replicaSets.insert(made)
            }
            inventory.keepStripes(of: sets.flatMap(\.bricks))
        }
    }

    private static func release(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        try await context.store.change { inventory in
            for set in sets where inventory.replicaSets[set.id]?.phase == .beingMade {
                inventory.replicaSets[set.id] = nil
            }
        }
    }

    // MARK: Taking into service

    /// From now on hosts are judged by their new bricks: what is known of them has to be newer than those.
    private static func activate(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        let sets = this.sets
        let isDone = sets.allSatisfy { context.inventory.replicaSets[$0.id].map { $0.phase != .beingMade } ?? false }
        if isDone, !sets.isEmpty { return }
        try await context.observePoolMembers()
        try await context.store.change { inventory in
            for set in sets { try inventory.replicaSets.update(set.id) { $0.phase = nil } }
            inventory.tellExpansion(workflow, at: context.now())
        }
    }
}

extension ExpandStorageDomain: GradualWorkflow {
    static let longStep = 0

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        if moves.isEmpty { return nil }
        let done = moves.count { $0.isDone(in: inventory) }
        return StepProgress(percent: done * 100 / moves.count, detail: "\(done) of \(moves.count) bricks")
    }
}
