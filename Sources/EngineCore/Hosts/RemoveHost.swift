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
        WorkflowStep(
            "Remove replaced bricks", clear, undo: .nothing(because: "Their replica sets are whole without them.")),
        WorkflowStep("Unmount volumes", unmount, undo: .by(mount)),
        WorkflowStep("Leave the trusted pool", leave, undo: .nothing(because: "Adding the host again joins it again.")),
        WorkflowStep("Forget the host", forget, undo: .nothing(because: "It is the last step.")),
    ]

    /// Added again, the host would have devices that are neither blank nor anybody's bricks. What cannot be removed, as on a disk
    /// that is dead, keeps nobody here.
    private static func clear(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host.id
        for retired in context.inventory.dispensableBricks where retired.brick.hostID == host {
            do {
                try await context.remove(retired)
            } catch let failure as Failure where [.hostUnreachable, .toolFailed, .timedOut].contains(failure.code) {
                try await context.store.change { inventory in
                    inventory.addEvent(
                        .brickRecycled, .warning,
                        "The replaced brick on \(inventory.words(for: retired.brick)) stays there: \(failure)",
                        at: context.now(), about: .init(host: host))
                }
            }
        }
    }

    /// A client on a host outside the pool learns of no new brick, and keeps what is filled from ever being whole.
    private static func unmount(_ this: inout Self, _ context: EngineContext) async throws {
        let agent = try context.agent(of: this.host.id)
        do {
            for set in context.inventory.replicaSets.sortedByName { try await agent.unmountVolume(set.name) }
        } catch let failure as Failure where failure.code == .hostUnreachable {
            // A host that is gone for good has no clients.
            return
        }
    }

    private static func mount(_ this: inout Self, _ context: EngineContext) async throws {
        let id = this.host.id
        guard context.inventory.hosts[id]?.status == .up else { return }
        try await context.mountVolumes(on: id)
    }

    private static func leave(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.pool.take {
            guard host.isPoolMember, let member = context.inventory.poolMember(besides: host.id) else { return }
            try await context.observeForGuard(volumes: [])
            try context.inventory.refuseGuests(on: host)
            try context.inventory.permit(.removeHost(host.id), at: context.now())
            try await context.agent(of: member.id).removePeer(host.storageAddress)
        }
    }

    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.store.change { inventory in
            try inventory.refuseGuests(on: host)
            inventory.hosts[host.id] = nil
            inventory.leaveAffinityGroups(host: host.id)
        }
        context.store.observe { $0.hosts[host.id] = nil }
    }
}
