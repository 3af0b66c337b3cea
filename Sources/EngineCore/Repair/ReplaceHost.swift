import AgentAPI
import Concurrency
package import MortarModel
import Placement
package import Workflow

/// Puts a host in the place of one that is lost: new hardware under the same name, or another host.
///
/// Every brick of the lost host is rebuilt on the new one, by the steps of ``ReplaceBrick``.
package struct ReplaceHost: EngineWorkflow {
    package static let kind = "replace-host"
    package static let failureCode = EventCode.hostReplacementFailed

    /// As it was when it was lost.
    package var lost: Host
    /// The same as the lost one's where new hardware gets its name.
    package var successor: HostID
    /// One for each brick of the lost host that was still there.
    package var replacements: [ReplaceBrick] = []

    package init(lost: Host, successor: HostID) {
        self.lost = lost
        self.successor = successor
    }

    package var title: String { "Replacing host \(lost.name)" }
    package var subjects: EventSubjects { EventSubjects(host: successor) }

    private static let forward = "A replacement goes on where it stopped when it is asked for again."

    package static let steps: [WorkflowStep<ReplaceHost>] =
        [
            WorkflowStep("Wait for the agent", waitForAgent, undo: .by(markFailed)),
            WorkflowStep("Join the trusted pool", join, undo: .nothing(because: forward)),
            WorkflowStep("Mount volumes", mount, undo: .nothing(because: forward)),
            WorkflowStep("Choose devices", chooseDevices, undo: .nothing(because: "It only thinks.")),
        ] + ReplaceBrick.steps.map(forEveryBrick) + [
            WorkflowStep("Forget the lost host", forget, undo: .nothing(because: "It is the last step."))
        ]

    package var isNewHardware: Bool { lost.id == successor }

    // MARK: The host

    /// As long as an agent may take to come up with its certificate.
    private static let agentLimit = Duration.seconds(90)

    private static func waitForAgent(_ this: inout Self, _ context: EngineContext) async throws {
        let agent = try context.agent(of: this.successor)
        try await retry(for: agentLimit, while: [.hostUnreachable]) { _ = try await agent.facts() }
    }

    private static func markFailed(_ this: inout Self, _ context: EngineContext) async throws {
        guard this.isNewHardware else { return }
        let id = this.successor
        try await context.store.change { inventory in
            // One that has joined carries what was rebuilt on it; what is missing there is repaired like any brick.
            guard inventory.hosts[id]?.status == .installing else { return }
            inventory.hosts[id]?.status = .installFailed
        }
    }

    private static func join(_ this: inout Self, _ context: EngineContext) async throws {
        let host = try context.inventory.hosts.required(this.successor)
        let agent = try context.agent(of: host.id)
        try await context.pool.take {
            try await agent.setHostNames(context.inventory.hostNames)
            if this.isNewHardware {
                let vantage = try context.anyPoolHost()
                try await agent.rejoinPool(try await identity(of: host, seenBy: vantage, context))
                // Waits for all members to have met it again, as for a new one.
                try await context.agent(of: vantage.id).addPeer(host.storageAddress)
            }
        }
        try await context.observe([host.id])
        try await context.store.change { inventory in
            guard inventory.hosts[host.id]?.status == .installing else { return }
            try inventory.hosts.update(host.id) { $0.status = .up }
        }
    }

    /// Who the other members take a host for.
    private static func identity(
        of host: Host, seenBy vantage: Host, _ context: EngineContext
    ) async throws -> PoolIdentity {
        let gluster = try await context.agent(of: vantage.id).facts().gluster
        guard let own = gluster.uuid, let lost = gluster.peers.first(where: { $0.names.contains(host.storageAddress) })
        else {
            throw Failure(
                .conflict, "The trusted pool does not know \(host.name) by \(host.storageAddress).",
                correction: "Add the host anew instead.")
        }
        let others = gluster.peers.filter { $0.uuid != lost.uuid }
        let first = PeerFacts(uuid: own, names: [vantage.storageAddress], isConnected: true)
        return PoolIdentity(uuid: lost.uuid, peers: [first] + others)
    }

    private static func mount(_ this: inout Self, _ context: EngineContext) async throws {
        let successor = this.successor
        // A storage service that has just joined learns of volumes one after the other.
        try await retry(for: .seconds(60), every: .seconds(3), while: [.toolFailed, .timedOut]) {
            try await context.mountVolumes(on: successor)
        }
    }

    // MARK: The bricks

    private static func chooseDevices(_ this: inout Self, _ context: EngineContext) async throws {
        try await context.observe([this.successor])
        let workflow = this
        this.replacements = try context.inventory.replacements(for: workflow)
    }

    /// The same step for all replacements, one after the other.
    private static func forEveryBrick(_ step: WorkflowStep<ReplaceBrick>) -> WorkflowStep<ReplaceHost> {
        let action = forEvery(step.action)
        return switch step.undo {
        case .by(let undo): WorkflowStep(step.name, action, undo: .by(forEvery(undo)))
        case .nothing(let reason): WorkflowStep(step.name, action, undo: .nothing(because: reason))
        }
    }

    private static func forEvery(
        _ action: @escaping WorkflowStep<ReplaceBrick>.Action
    ) -> WorkflowStep<ReplaceHost>.Action {
        { this, context in
            for index in this.replacements.indices { try await action(&this.replacements[index], context) }
        }
    }

    // MARK: The lost host

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let lost = this.lost
        if !this.isNewHardware, context.inventory.hosts[lost.id] != nil {
            try await waitForOtherWork(&this, context)
            try await context.pool.take {
                try await context.observeForGuard(volumes: [])
                try context.inventory.refuseReturn(of: lost)
                try context.inventory.permit(.removeHost(lost.id), at: context.now())
                try await context.anyPoolAgent().removePeer(lost.storageAddress)
            }
        }
        let workflow = this
        try await context.store.change { try $0.finish(workflow, at: context.now()) }
    }

    /// Bricks that were being rebuilt elsewhere already are waited for. One that nobody works on now was not chosen because its
    /// replica set was in other work then.
    private static func waitForOtherWork(_ this: inout Self, _ context: EngineContext) async throws {
        let lost = this.lost
        let left = try await context.store.first { inventory -> [String]? in
            let sets = inventory.replicaSets.filter { set in set.bricks.contains { $0.hostID == lost.id } }
            if sets.isEmpty { return [] }
            let idle = sets.filter { $0.work == nil }
            return idle.isEmpty ? nil : idle.map(\.name).sorted()
        }
        if left.isEmpty { return }
        throw Failure(
            .conflict, "Host \(lost.name) still has bricks of \(left.joined(separator: ", ")).",
            cause: "They were in other work when devices were chosen.",
            correction: "Give the command again: it rebuilds them, too.", objects: ["host \(lost.name)"])
    }
}
