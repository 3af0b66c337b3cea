import AgentAPI
import MortarModel
import Placement

/// The command after which a volume has one brick more, for good.
struct BrickAdditionCommand {
    /// GlusterFS goes on with a command whose caller has gone: for as long as it may take, nothing is known.
    private static let aftermath = Duration.seconds(180)

    private let workflow: AddBrick
    private let context: EngineContext
    private let request: BrickAddition

    init(_ workflow: AddBrick, _ context: EngineContext) throws {
        guard let directory = workflow.directory else {
            throw Failure(.internal, "The new brick was made without telling its directory.")
        }
        let host = try context.inventory.hosts.required(workflow.new.hostID)
        let count = workflow.set.bricks.count + (workflow.leaving == nil ? 1 : 0)
        // A change of entry heals is refused while anything waits to be healed.
        let later = [VolumeOptions.healDaemon, VolumeOptions.granularEntryHeal]
        var after = VolumeOptions.dictionary(ofBricks: count).filter { !later.contains($0.key) }
        after[VolumeOptions.healDaemon] = "off"
        var before = [VolumeOptions.quorum: "auto"]
        // GlusterFS takes this one for volumes with copies only.
        if workflow.set.isReplicated { before[VolumeOptions.healDaemon] = "off" }
        self.workflow = workflow
        self.context = context
        request = BrickAddition(
            volume: workflow.set.name, new: VolumeBrick(host: host.storageAddress, directory: directory),
            isArbiter: workflow.new.isArbiter, leaving: try Self.leaving(of: workflow, context), count: count,
            before: before, after: after)
    }

    /// Whether the volume has the new brick, with its options.
    func isDone() async throws -> Bool {
        let volume = try await context.volumes().first { $0.name == request.volume }
        guard let volume, volume.bricks.contains(where: { $0.brick == request.new }) else { return false }
        return request.after.allSatisfy { $0.key == VolumeOptions.healDaemon || volume.options[$0.key] == $0.value }
    }

    /// Asks the guard and adds, with nothing in between; where the answer is lost, finds out what became of it.
    func run() async throws {
        try await context.observeForGuard(volumes: [workflow.set.name])
        if try await !hasBegun() {
            try context.inventory.permit(.addBrick(workflow.set.id), by: workflow.work.owner, at: context.now())
        }
        do {
            try await context.anyPoolAgent().addBrick(request)
        } catch let failure as Failure where [.hostUnreachable, .timedOut, .toolFailed].contains(failure.code) {
            try await carryOn(after: failure)
        }
    }

    /// A refusal of GlusterFS's own is final; a lost answer may be that of a command that is still at work. A brick that is there
    /// gets its options by the same command, whatever keeps the first attempts from it.
    private func carryOn(after failure: Failure) async throws {
        try await retry(for: Self.aftermath, every: .seconds(2), while: [.hostUnreachable, .timedOut, .busy]) {
            guard try await isThere() else { throw failure }
        }
        let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .busy, .toolFailed]
        try await retry(for: Self.aftermath, every: .seconds(2), while: passing) {
            try await context.anyPoolAgent().addBrick(request)
        }
    }

    /// Whether the volume has the new brick, or has lost the arbiter whose place it takes.
    func hasBegun() async throws -> Bool {
        let volume = try await context.volumes().first { $0.name == request.volume }
        guard let volume else { return false }
        let bricks = volume.bricks.map(\.brick)
        return bricks.contains(request.new) || request.leaving.map { !bricks.contains($0) } ?? false
    }

    private static func leaving(of workflow: AddBrick, _ context: EngineContext) throws -> VolumeBrick? {
        guard let leaving = workflow.leaving else { return nil }
        let host = try context.inventory.hosts.required(leaving.hostID)
        guard let directory = workflow.leavingDirectory else {
            throw Failure(.internal, "The directory of the arbiter was not noted.")
        }
        return VolumeBrick(host: host.storageAddress, directory: directory)
    }

    /// Whether the volume has the new brick.
    func isThere() async throws -> Bool {
        let volume = try await context.volumes().first { $0.name == request.volume }
        return volume?.bricks.contains { $0.brick == request.new } == true
    }
}
