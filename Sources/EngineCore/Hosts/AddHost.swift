import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
package import Workflow

/// Takes a host into the cluster: its agent, its storage service, the trusted pool.
package struct AddHost: EngineWorkflow {
    package static let kind = "add-host"
    package static let failureCode = EventCode.hostAddFailed

    package var host: Host

    package init(host: Host) {
        self.host = host
    }

    package var title: String { "Adding host \(host.name)" }
    package var subjects: EventSubjects { EventSubjects(host: host.id) }

    /// How long the agent may take to come up with its certificate.
    private static let agentLimit = Duration.seconds(90)

    package static let steps: [WorkflowStep<AddHost>] = [
        WorkflowStep("Wait for the agent", waitForAgent, undo: .by(markFailed)),
        WorkflowStep(
            "Start the storage service", startGluster, undo: .nothing(because: "An idle service does no harm.")),
        WorkflowStep(
            "Join the trusted pool", join, undo: .nothing(because: "Adding the host again finds it as a member.")),
        WorkflowStep("Take into service", commit, undo: .nothing(because: "It is the last step.")),
    ]

    private static func waitForAgent(_ this: inout Self, _ context: EngineContext) async throws {
        let agent = try context.agent(of: this.host.id)
        try await retry(for: agentLimit, while: [.hostUnreachable]) { _ = try await agent.facts() }
    }

    private static func markFailed(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.host.id
        try await context.store.change { inventory in
            inventory.hosts[id]?.status = .installFailed
        }
    }

    private static func startGluster(_ this: inout Self, _ context: EngineContext) async throws {
        try await context.agent(of: this.host.id).startGluster()
    }

    private static func join(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.host.id
        try await context.pool.take {
            try await context.agent(of: id).setHostNames(context.inventory.hostNames)
            if let member = context.inventory.poolMember(besides: id) {
                try await context.agent(of: member.id).addPeer(context.inventory.hosts.required(id).storageAddress)
            }
            try await context.store.change { try $0.hosts.update(id) { $0.isPoolMember = true } }
        }
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.mountVolumes(on: host.id)
        let facts = try await context.agent(of: host.id).facts()
        context.store.observe { $0.hosts[host.id] = HostObservation(facts: facts, lastHeard: context.now()) }
        try await context.store.change { inventory in
            guard inventory.hosts[host.id]?.status != .up else { return }
            try inventory.hosts.update(host.id) { $0.status = .up }
            inventory.addEvent(
                .hostAdded, "Host \(host.name) was added.", at: context.now(), about: .init(host: host.id))
        }
    }
}
