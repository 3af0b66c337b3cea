import AgentAPI
import MortarModel
import Placement

/// The one command after which there is no way back.
struct BrickReplacementCommand {
    /// GlusterFS goes on with a command whose caller has gone: for as long as it may take, nothing is known.
    private static let aftermath = Duration.seconds(180)

    private let workflow: ReplaceBrick
    private let context: EngineContext
    private let request: BrickReplacement

    init(_ workflow: ReplaceBrick, _ context: EngineContext) async throws {
        guard let directory = workflow.directory else {
            throw Failure(.internal, "The new brick was made without telling its directory.")
        }
        let host = try context.inventory.hosts.required(workflow.new.hostID)
        let known = try await Self.volume(of: workflow, context)?.bricks.map(\.brick) ?? []
        guard let current = known.first(where: { $0.isPlace(of: workflow.old) || $0.directory == directory }) else {
            throw Failure(.conflict, "The volume \(workflow.set.name) has no brick \(workflow.old.id).")
        }
        self.workflow = workflow
        self.context = context
        request = BrickReplacement(
            volume: workflow.set.name, old: current,
            new: VolumeBrick(host: host.storageAddress, directory: directory))
    }

    /// Whether the volume has the new brick.
    func isDone() async throws -> Bool {
        try await Self.volume(of: workflow, context)?.bricks.contains { $0.brick == request.new } ?? false
    }

    /// Asks the guard and replaces, with nothing in between; where the answer is lost, finds out what became of it.
    func run() async throws {
        try await context.observeForGuard(volumes: [workflow.set.name])
        try context.inventory.permit(.replaceBrick(workflow.old.id), by: workflow.work.owner, at: context.now())
        try await refuseLonelyClients()
        do {
            try await context.anyPoolAgent().replaceBrick(request)
        } catch let failure as Failure where [.hostUnreachable, .timedOut, .toolFailed].contains(failure.code) {
            if try await !becomesDone(failure) { throw failure }
        }
    }

    /// A refusal of GlusterFS's own is final; a lost answer may be that of a command that is still at work.
    private func becomesDone(_ failure: Failure) async throws -> Bool {
        try await retry(for: Self.aftermath, while: [.hostUnreachable, .timedOut, .busy]) {
            if try await isDone() { return true }
            if failure.code == .toolFailed { return false }
            throw failure
        }
    }

    /// A client that has lost another brick already would be left with one copy, or with none.
    private func refuseLonelyClients() async throws {
        let volume = try await Self.volume(of: workflow, context)
        guard volume?.bricks.first(where: { $0.brick == request.old })?.isOnline == true,
            !context.inventory.hasFailed(workflow.old)
        else { return }
        let connections = try await context.connections(volume: workflow.set.name)
        guard let difference = BrickConnections.difference(connections) else { return }
        throw Failure(
            .conflict, "It is not safe to replace a brick of \(workflow.set.name) now.",
            cause: "Some of its clients are not connected to all of its bricks; it lacks \(difference).",
            correction: "Wait a minute; if it stays, see “gluster volume status \(workflow.set.name) clients”.")
    }

    private static func volume(of workflow: ReplaceBrick, _ context: EngineContext) async throws -> VolumeFacts? {
        try await context.volumes().first { $0.name == workflow.set.name }
    }
}

extension VolumeBrick {
    /// Whether this is where a brick of ours lives: its id is a folder of the path.
    func isPlace(of brick: Brick) -> Bool {
        directory.split(separator: "/").contains { $0 == brick.id.rawValue }
    }
}
