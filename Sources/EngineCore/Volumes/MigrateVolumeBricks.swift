package import AgentAPI
package import MortarModel
package import Workflow

/// Has GlusterFS move data away from bricks that are to be removed, and stays with it to its end. The bricks stay until somebody
/// removes them.
package struct MigrateVolumeBricks: EngineWorkflow {
    package static let kind = "migrate-volume-bricks"
    package static let failureCode = EventCode.bricksMoveFailed

    /// Its name.
    package var volume: String
    package var bricks: [VolumeBrick]
    /// As it ended.
    package var outcome: VolumeTask?

    package init(volume: String, bricks: [VolumeBrick]) {
        self.volume = volume
        self.bricks = bricks
    }

    package var title: String { "Moving data away from bricks of volume \(volume)" }
    package var subjects: EventSubjects { EventSubjects() }

    package func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity) {
        failure.code == .cancelled ? (.bricksKept, .normal) : (Self.failureCode, .error)
    }

    private static let stays = "What was moved serves as well where it is; the action stopmigrate keeps the bricks."

    package static let steps: [WorkflowStep<MigrateVolumeBricks>] = [
        WorkflowStep("Begin to move data away", begin, undo: .nothing(because: stays)),
        WorkflowStep("Move data", move, undo: .nothing(because: stays)),
        WorkflowStep("Note the end", note, undo: .nothing(because: "It is the last step.")),
    ]

    private static func begin(_ this: inout Self, _ context: EngineContext) async throws {
        let order = VolumeOrder(volume: this.volume, change: .startRemoval(this.bricks))
        try await VolumeMove(volume: this.volume).begin(order, context)
        let (name, count) = (this.volume, this.bricks.count)
        try await context.store.change { inventory in
            inventory.addEvent(
                .bricksMoveStarted, "Data is moved away from \(count) bricks of volume \(name).", at: context.now())
        }
    }

    private static func move(_ this: inout Self, _ context: EngineContext) async throws {
        let stop = VolumeOrder(volume: this.volume, change: .stopRemoval(this.bricks))
        this.outcome = try await VolumeMove(volume: this.volume).watch(.removal, stoppingBy: stop, context)
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let (name, figures) = (this.volume, this.outcome?.figures ?? "")
        try await context.store.change { inventory in
            inventory.addEvent(
                .bricksMoved, "The data of bricks of volume \(name) was moved away: \(figures). They can be removed.",
                at: context.now())
        }
    }
}

extension MigrateVolumeBricks: GradualWorkflow {
    static let longStep = 1

    func progress(in inventory: Inventory, isEnded: Bool) -> StepProgress? {
        VolumeMove(volume: volume).progress(outcome, in: inventory)
    }
}
