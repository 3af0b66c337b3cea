import AgentAPI
import Foundation
import HashTreeCollections
package import Logging
import MortarModel

/// Has VMs go on that stand still because their storage did not serve, as soon as it does.
package struct ResumeVMs: Sendable {
    private static let interval = Duration.seconds(1)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var attempts = ResumeAttempts()
        try await repeatedly(every: Self.interval, logger, "paused VMs could not be looked at") {
            try await look(&attempts)
        }
    }

    /// Looks once.
    package func look(_ attempts: inout ResumeAttempts) async throws {
        let (inventory, time) = (context.inventory, context.now())
        attempts.forget(before: time)
        for vm in inventory.vms.sortedByName where vm.status == .paused && inventory.isServed(vm) {
            guard let host = vm.hostID, attempts.isDue(vm.id, at: time) else { continue }
            attempts.note(vm.id, at: time)
            do {
                guard try await context.agent(of: host).resumeVM(vm.id) else { continue }
                try await context.store.change { inventory in
                    inventory.addEvent(
                        .vmResumed, "VM \(vm.name) goes on: its storage serves again.", at: context.now(),
                        about: EventSubjects(host: host, vm: vm.id))
                }
            } catch let failure as Failure where failure.code != .staleLeader {
                logger.notice("a VM does not go on", metadata: ["vm": "\(vm.name)", "error": "\(failure)"])
            }
        }
    }
}

extension Inventory {
    /// Whether all replica sets of a VM's disks have been seen to serve since it stood still.
    fileprivate func isServed(_ vm: VM) -> Bool {
        let sets = Set(vm.disks.compactMap { disks[$0]?.replicaSetID })
        return sets.allSatisfy { id in
            guard let set = replicaSets[id], let volume = observations.volumes[set.name],
                volume.observed > vm.statusSince, volume.facts.isStatusKnown
            else { return false }
            let online = volume.facts.bricks.count(where: \.isOnline)
            if online == volume.facts.bricks.count { return true }
            // Where a copy lacks something, a write there may fail, and then too few are left.
            return volume.heal?.pending == 0 && 2 * online > volume.facts.bricks.count
        }
    }
}
