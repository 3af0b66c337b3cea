import AgentAPI
import Concurrency
package import MortarModel
package import Workflow

package import struct Foundation.Date

/// Puts one more brick beside those of a replica set that goes on serving, and stays with it until the brick has everything.
///
/// Two empty bricks would outvote the only complete one: bricks come one after the other, and of two bricks the first one
/// decides (`cluster.quorum-type auto`). Nothing is healed before every client writes to the new brick too: a client that did
/// not would change files behind the heal's back.
package struct AddBrick: BrickFilling {
    package static let kind = "add-brick"
    package static let failureCode = EventCode.copyAdditionFailed

    package var set: ReplicaSet
    package var new: Brick
    /// What the set keeps when it has all its bricks.
    package var redundancy: Redundancy
    /// Whether the user named the new brick's device to be wiped.
    package var wipe: Bool
    /// The arbiter whose place it takes; nil for none.
    package var leaving: Brick?
    /// Where the new brick's files are, once it is made.
    package var directory: String?
    /// Where the arbiter's files are.
    package var leavingDirectory: String?
    /// From then on there is no way back.
    package var isAdded = false
    /// Since when the new brick is being filled.
    package var filling: Date?

    package init(
        set: ReplicaSet, new: Brick, leaving: Brick? = nil, redundancy: Redundancy, wipe: Bool = false
    ) {
        self.set = set
        self.new = new
        self.leaving = leaving
        self.redundancy = redundancy
        self.wipe = wipe
    }

    package var title: String { "Adding a copy to replica set \(set.name)" }

    private static let done = "The volume has the new brick; what follows only waits and writes down."

    package static let steps: [WorkflowStep<AddBrick>] = [
        WorkflowStep("Reserve the replica set", reserve, undo: .by(release)),
        WorkflowStep("Make the new brick", makeBrick, undo: .by(removeNewBrick)),
        WorkflowStep("Add the brick", add, undo: .by(settle)),
        WorkflowStep("Write down the new brick", writeDown, undo: .nothing(because: done)),
        WorkflowStep("Wait for all clients", waitForClients, undo: .nothing(because: done)),
        WorkflowStep("Heal", heal, undo: .nothing(because: done)),
        WorkflowStep("Release the replica set", finish, undo: .nothing(because: "It is the last step.")),
    ]

    package var isInVolume: Bool { isAdded }
    package var work: BrickWork { BrickWork(brick: set.bricks[0].id, doing: .addition(new)) }

    // MARK: Reserve

    private static func reserve(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.observeForGuard(volumes: [this.set.name])
        try await context.store.change { inventory in try inventory.reserve(workflow, at: context.now()) }
    }

    // MARK: The new brick

    private static func makeBrick(_ this: inout Self, _ context: EngineContext) async throws {
        try await makeNewBrick(&this, context)
        if this.leavingDirectory == nil { try await findArbiter(&this, context) }
    }

    /// As GlusterFS names it, as long as the volume has it.
    private static func findArbiter(_ this: inout Self, _ context: EngineContext) async throws {
        guard let leaving = this.leaving else { return }
        let volume = try await context.volumes().first { $0.name == this.set.name }
        this.leavingDirectory = volume?.bricks.first { $0.isArbiter && $0.brick.isPlace(of: leaving) }?.brick.directory
    }

    private static func add(_ this: inout Self, _ context: EngineContext) async throws {
        let command = try BrickAdditionCommand(this, context)
        if try await !command.isDone() {
            // Where the new brick is not mounted, after a reboot, GlusterFS would make it on the root disk.
            try await makeBrick(&this, context)
            try await context.pool.take { try await command.run() }
        }
        this.isAdded = true
    }

    /// What was added stays: the set has it, and what it lacks comes to it.
    private static func settle(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.directory != nil, this.leaving == nil || this.leavingDirectory != nil else { return }
        let command = try BrickAdditionCommand(this, context)
        this.isAdded = try await command.isThere()
        if this.isAdded {
            try await writeDown(&this, context)
        } else if try await command.hasBegun() {
            let workflow = this
            try await context.store.change { $0.takeOut(workflow, at: context.now()) }
        } else {
            return
        }
        try await refuseUnevenClients(of: this.set, context)
        try await allowHeals(&this, context)
    }

    /// What a client writes to the old bricks only looks alike to the self-heal daemon when it has healed that once.
    private static func refuseUnevenClients(of set: ReplicaSet, _ context: EngineContext) async throws {
        guard let obstacle = BrickConnections.unevenness(try await context.connections(volume: set.name)) else {
            return
        }
        throw Failure(
            .conflict, "The self-heal daemon of replica set \(set.name) stays off.", cause: "There are \(obstacle).",
            correction:
                "When all VMs of the set have been migrated or started anew: “mortar storage options --repair”.",
            objects: ["replica set \(set.name)"])
    }

    private static func writeDown(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { $0.takeIn(workflow, at: context.now()) }
        this.filling = this.filling ?? context.now()
    }

    // MARK: Heal

    private static func waitForClients(_ this: inout Self, _ context: EngineContext) async throws {
        try await ClientWait(set: this.set.id, new: this.new).run(context)
    }

    private static func allowHeals(_ this: inout Self, _ context: EngineContext) async throws {
        let request = VolumeOptionsRequest(volume: this.set.name, options: [VolumeOptions.healDaemon: "on"])
        try await context.pool.take { try await context.anyPoolAgent().setVolumeOptions(request) }
    }

    private static func heal(_ this: inout Self, _ context: EngineContext) async throws {
        try await allowHeals(&this, context)
        _ = try await HealWait(set: this.set.id, filling: this.new).run(context)
    }

    /// Some options are to be set only where nothing waits to be healed.
    private static func finish(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        let count = try context.inventory.replicaSets.required(this.set.id).bricks.count
        let request = VolumeOptionsRequest(
            volume: this.set.name, options: VolumeOptions.dictionary(ofBricks: count))
        try await retry(for: .seconds(120), every: .seconds(3), while: [.toolFailed, .hostUnreachable, .timedOut]) {
            try await context.pool.take { try await context.anyPoolAgent().setVolumeOptions(request) }
        }
        try await context.store.change { $0.finish(workflow, at: context.now()) }
    }
}
