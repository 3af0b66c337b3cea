import AgentAPI
import Concurrency
package import MortarModel
import Placement
package import Workflow

/// Puts a host into maintenance: its VMs migrated away, its bricks and its storage service ended in order.
///
/// It begins with a host that is ``HostStatus/preparingForMaintenance`` already, see ``Inventory/prepare(_:at:)``.
package struct DeactivateHost: EngineWorkflow {
    package static let kind = "deactivate-host"
    package static let failureCode = EventCode.maintenanceFailed

    /// As it was before.
    package var host: Host
    /// Why, in the words of who asked.
    package var reason: String?
    /// Whether its bricks end, so that its power may be taken away.
    package var stopsStorage: Bool

    package init(host: Host, reason: String? = nil, stopsStorage: Bool = true) {
        self.host = host
        self.reason = reason
        self.stopsStorage = stopsStorage
    }

    package var title: String { "Putting host \(host.name) into maintenance" }
    package var subjects: EventSubjects { EventSubjects(host: host.id) }

    package static let steps: [WorkflowStep<DeactivateHost>] = [
        WorkflowStep("Keep new VMs away", prepare, undo: .by(release)),
        WorkflowStep(
            "Move VMs away", moveVMs, undo: .nothing(because: "VMs that have moved run as well where they are.")),
        WorkflowStep("Stop the storage service", stopStorage, undo: .by(startStorage)),
        WorkflowStep("Note the maintenance", commit, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Preparing

    private static func prepare(_ this: inout Self, _ context: EngineContext) async throws {
        let inventory = context.inventory
        let status = try inventory.hosts.required(this.host.id).status
        guard [.preparingForMaintenance, .maintenance].contains(status) else {
            throw Failure(.conflict, "Host \(this.host.name) is \(status.rawValue).", correction: "Ask again.")
        }
    }

    private static func release(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.store.change { inventory in
            guard inventory.hosts[host.id]?.status == .preparingForMaintenance else { return }
            try inventory.hosts.update(host.id) { $0.status = host.status }
        }
    }

    private static func moveVMs(_ this: inout Self, _ context: EngineContext) async throws {
        try await VMDeparture(host: this.host).run(context)
    }

    // MARK: Storage

    /// The guard is asked once more: moving VMs away may have taken long.
    private static func stopStorage(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.stopsStorage else { return }
        let host = this.host
        try await context.pool.take {
            // Whoever connects in this moment has some of its connections and not yet all.
            try await retry(for: clientsLimit, every: .seconds(1), while: [.conflict]) {
                try await refuseLonelyClients(host, context)
            }
            try await context.observeForGuard(stopping: host)
            try context.inventory.permit(.stopHost(host.id), by: host.maintenanceOwner, at: context.now())
            try await stopGluster(host, context)
            // What was known of its bricks and its place in the pool is not true any more.
            context.store.observe { $0.guarded.invalidate(at: context.now()) }
        }
    }

    private static let clientsLimit = Duration.seconds(20)

    /// A client that has lost another brick of a set already would be left with one copy, or with none.
    private static func refuseLonelyClients(_ host: Host, _ context: EngineContext) async throws {
        let agent = try context.anyPoolAgent()
        for (set, _) in context.inventory.servingBricks(of: host.id) where context.inventory.isOnline(set, on: host.id)
        {
            let connections = try await context.connections(volume: set.name, from: agent)
            guard let difference = BrickConnections.difference(connections) else { continue }
            throw Failure(
                .conflict, "Host \(host.name) is needed by clients of \(set.name).",
                cause: "It lacks \(difference).",
                correction: "Wait a minute; if it stays, see “gluster volume status \(set.name) clients”.")
        }
    }

    /// A host that does not answer has nothing left to be stopped, when the other hosts too have nothing of its bricks.
    private static func stopGluster(_ host: Host, _ context: EngineContext) async throws {
        do {
            try await context.agent(of: host.id).stopGluster()
        } catch let failure as Failure where failure.code == .hostUnreachable {
            let sets = context.inventory.servingBricks(of: host.id).map(\.set)
            if sets.contains(where: { context.inventory.isOnline($0, on: host.id) }) { throw failure }
        }
    }

    private static func startStorage(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.stopsStorage, this.host.status != .nonResponsive else { return }
        try await context.agent(of: this.host.id).startGluster()
    }

    // MARK: Committing

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { try $0.finish(workflow, at: context.now()) }
    }
}

extension Host {
    /// Whose work it is that keeps its bricks from being needed.
    var maintenanceOwner: String { "maintenance-\(id.rawValue)" }
}
