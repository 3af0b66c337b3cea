import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
import Placement
package import Workflow

/// Takes a host that carries nothing out of the trusted pool and forgets it.
package struct RemoveHost: EngineWorkflow {
    package static let kind = "remove-host"
    package static let failureCode = EventCode.workflowFailed

    package var host: Host

    package init(host: Host) {
        self.host = host
    }

    package var title: String { "Removing host \(host.name)" }
    package var subjects: EventSubjects { EventSubjects(host: host.id) }

    package static let steps: [WorkflowStep<RemoveHost>] = [
        WorkflowStep("Leave the trusted pool", leave, undo: .nothing(because: "Adding the host again joins it again.")),
        WorkflowStep("Forget the host", forget, undo: .nothing(because: "It is the last step.")),
    ]

    private static func leave(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.pool.take {
            let member = context.inventory.hosts.sortedByName.first { $0.isPoolMember && $0.id != host.id }
            guard host.isPoolMember, let member else { return }
            try await context.observeForGuard(volumes: [])
            try context.inventory.permit(.removeHost(host.id), at: context.now())
            try await context.agent(of: member.id).removePeer(host.storageAddress)
        }
    }

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.host.id
        try await context.store.change { inventory in
            inventory.hosts[id] = nil
            inventory.leaveAffinityGroups(host: id)
        }
        context.store.observe { $0.hosts[id] = nil }
    }
}
