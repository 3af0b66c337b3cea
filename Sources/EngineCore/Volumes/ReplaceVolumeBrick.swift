package import AgentAPI
import Concurrency
import MortarModel
import Placement
package import Workflow

/// Puts a new brick in the place of another one of a volume of users, or has one filled again, and stays with it until it is whole.
package struct ReplaceVolumeBrick: EngineWorkflow {
    package static let kind = "replace-volume-brick"
    package static let failureCode = EventCode.volumeBrickReplacementFailed

    /// Its name.
    package var volume: String
    package var old: VolumeBrick
    /// The same as the old one where that is filled again.
    package var new: VolumeBrick
    /// From then on there is no way back.
    package var isReplaced = false

    package init(volume: String, old: VolumeBrick, new: VolumeBrick) {
        self.volume = volume
        self.old = old
        self.new = new
    }

    private var isReset: Bool { old == new }

    package var title: String { "\(isReset ? "Resetting" : "Replacing") a brick of volume \(volume)" }
    package var subjects: EventSubjects { EventSubjects() }

    /// What the guard is asked.
    var action: GuardedAction { isReset ? .resetBrick(old.guardID) : .replaceBrick(old.guardID) }

    private static let done = "The volume has the new brick; what follows only waits and writes down."

    package static let steps: [WorkflowStep<ReplaceVolumeBrick>] = [
        WorkflowStep("Replace the brick", replace, undo: .nothing(because: done)),
        WorkflowStep("Heal", heal, undo: .nothing(because: done)),
        WorkflowStep("Note the end", note, undo: .nothing(because: "It is the last step.")),
    ]

    private static func replace(_ this: inout Self, _ context: EngineContext) async throws {
        if this.isReplaced { return }
        let workflow = this
        try await context.pool.take {
            try await context.observeForGuard(volumes: [workflow.volume])
            let volume = try context.inventory.changeable(workflow.volume)
            // The engine has died after the command.
            if !workflow.isReset, volume.bricks.contains(where: { $0.brick == workflow.new }) { return }
            try volume.require([workflow.old])
            try context.inventory.permit(workflow.action, by: workflow.owner, at: context.now())
            try await workflow.command(context)
            try await context.observeVolumes()
        }
        this.isReplaced = true
        try await context.store.change { $0.addEvent(workflow.code, workflow.words, at: context.now()) }
    }

    private func command(_ context: EngineContext) async throws {
        let agent = try context.anyPoolAgent()
        if isReset { return try await agent.changeVolume(VolumeOrder(volume: volume, change: .resetBrick(old))) }
        try await agent.replaceBrick(BrickReplacement(volume: volume, old: old, new: new))
    }

    private static func heal(_ this: inout Self, _ context: EngineContext) async throws {
        try await VolumeHealWait(volume: this.volume, filling: this.new).run(context)
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let (name, brick) = (this.volume, this.new.words)
        try await context.store.change { inventory in
            inventory.addEvent(
                .volumeBrickFilled, "The brick \(brick) of volume \(name) is complete.", at: context.now())
        }
    }

    private var code: EventCode { isReset ? .volumeBrickReset : .volumeBrickReplaced }

    private var words: String {
        isReset
            ? "The brick \(old.words) of volume \(volume) is filled again."
            : "The brick \(old.words) of volume \(volume) was replaced by \(new.words); it is being filled."
    }

    /// Of its work, by the guard's account.
    var owner: String { new.words }
}
