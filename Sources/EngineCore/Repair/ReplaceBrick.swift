import AgentAPI
import Concurrency
package import MortarModel
package import Workflow

package import struct Foundation.Date

/// Puts another brick in the place of one, and stays with it until the replica set is whole again.
package struct ReplaceBrick: BrickFilling {
    package static let kind = "replace-brick"
    package static let failureCode = EventCode.brickReplacementFailed

    package var set: ReplicaSet
    package var old: Brick
    package var new: Brick
    /// Whether the user named the new brick's device to be wiped.
    package var wipe: Bool
    /// Where the new brick's files are, once it is made.
    package var directory: String?
    /// From then on there is no way back.
    package var isReplaced = false
    /// Whether all bricks of the set were well when the new one was complete.
    package var isWhole = true
    /// Since when the new brick is being filled.
    package var filling: Date?

    package init(set: ReplicaSet, old: Brick, new: Brick, wipe: Bool = false) {
        self.set = set
        self.old = old
        self.new = new
        self.wipe = wipe
    }

    package var title: String { "Replacing a brick of replica set \(set.name)" }

    private static let done = "The volume has the new brick; what follows only waits and writes down."

    package static let steps: [WorkflowStep<ReplaceBrick>] = [
        WorkflowStep("Reserve the replica set", reserve, undo: .by(release)),
        WorkflowStep("Make the new brick", makeNewBrick, undo: .by(removeNewBrick)),
        WorkflowStep("Replace the brick", replace, undo: .by(settle)),
        WorkflowStep("Write down the new brick", writeDown, undo: .nothing(because: done)),
        WorkflowStep("Heal", heal, undo: .nothing(because: done)),
        WorkflowStep("Release the replica set", finish, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Reserve

    /// The guard is asked and the set reserved in one transaction: of two requests at once one is refused.
    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.observeForGuard(volumes: [this.set.name])
        try await context.store.change { inventory in try inventory.reserve(workflow, at: context.now()) }
    }

    // MARK: Replace

    private static func replace(_ this: inout Self, _ context: EngineContext) async throws {
        let command = try await BrickReplacementCommand(this, context)
        if try await !command.isDone() {
            // Where the new brick is not mounted, after a reboot, GlusterFS would make it on the root disk.
            try await makeNewBrick(&this, context)
            try await context.pool.take { try await command.run() }
        }
        this.isReplaced = true
    }

    /// What was replaced stays, and is filled by GlusterFS itself: whoever looks at the set next has to find it.
    private static func settle(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.directory != nil else { return }
        if !this.isReplaced { this.isReplaced = try await BrickReplacementCommand(this, context).isDone() }
        if this.isReplaced { try await writeDown(&this, context) }
    }

    private static func writeDown(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { $0.takeOver(workflow, at: context.now()) }
        this.filling = this.filling ?? context.now()
    }

    // MARK: Heal

    private static func heal(_ this: inout Self, _ context: EngineContext) async throws {
        this.isWhole = try await HealWait(set: this.set.id, filling: this.new).run(context)
    }

    private static func finish(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { $0.finish(workflow, at: context.now()) }
    }

    package var isInVolume: Bool { isReplaced }
    package var work: BrickWork { BrickWork(brick: old.id, doing: .replacement(new)) }
}
