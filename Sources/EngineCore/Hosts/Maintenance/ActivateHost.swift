import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
package import Workflow

/// Takes a host in maintenance back into service, and stays with it until its bricks have what they missed.
package struct ActivateHost: EngineWorkflow {
    package static let kind = "activate-host"
    package static let failureCode = EventCode.activationFailed

    package var host: Host
    /// From then on it only waits for heals.
    package var isInService = false

    package init(host: Host) {
        self.host = host
    }

    package var title: String { "Activating host \(host.name)" }
    package var subjects: EventSubjects { EventSubjects(host: host.id) }

    private static let harmless = "A host in maintenance whose storage runs is as good as one whose does not."

    package static let steps: [WorkflowStep<ActivateHost>] = [
        WorkflowStep("Start the storage service", startStorage, undo: .nothing(because: harmless)),
        WorkflowStep("Wait for the bricks", waitForBricks, undo: .nothing(because: harmless)),
        WorkflowStep("Mount volumes", mount, undo: .nothing(because: harmless)),
        WorkflowStep("Take into service", commit, undo: .nothing(because: "What follows only waits.")),
        WorkflowStep("Heal", heal, undo: .nothing(because: "It is the last step.")),
    ]

    /// As long as a host may take to boot that was switched on just before.
    private static let agentLimit = Duration.seconds(120)
    /// glusterd starts brick processes one after the other; clients come back within ten seconds.
    private static let bricksLimit = Duration.seconds(120)

    private static func startStorage(_ this: inout Self, _ context: EngineContext) async throws {
        let agent = try context.agent(of: this.host.id)
        try await retry(for: agentLimit, while: [.hostUnreachable]) { _ = try await agent.facts() }
        try await agent.setHostNames(context.inventory.hostNames)
        try await agent.startGluster()
    }

    private static func waitForBricks(_ this: inout Self, _ context: EngineContext) async throws {
        let bricks = ReturningBricks(of: this.host)
        do {
            try await retry(for: bricksLimit, every: .seconds(1), while: [.conflict, .toolFailed, .timedOut]) {
                try await bricks.refuseMissing(context)
            }
        } catch let failure as Failure where failure.code == .conflict {
            // A disk that died in the meantime is repaired by whoever repairs disks: with the host in service.
            try await context.observe([this.host.id])
            let dead = context.inventory.deadBricks(of: this.host.id)
            if dead.isEmpty { throw failure }
            try await bricks.refuseMissing(context, but: dead)
        }
    }

    private static func mount(_ this: inout Self, _ context: EngineContext) async throws {
        try await context.mountVolumes(on: this.host.id)
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.observe([host.id])
        try await context.store.change { try $0.activate(host, at: context.now()) }
        this.isInService = true
    }

    private static func heal(_ this: inout Self, _ context: EngineContext) async throws {
        let dead = context.inventory.deadBricks(of: this.host.id)
        for (set, brick) in context.inventory.servingBricks(of: this.host.id) where !dead.contains(brick.id) {
            _ = try await HealWait(set: set.id, filling: brick).run(context)
        }
    }
}
