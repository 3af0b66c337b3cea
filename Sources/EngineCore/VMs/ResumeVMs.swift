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
                try await tell(of: vm, on: host, isVain: attempts.haveJustBecomeVain(vm.id))
            } catch let failure as Failure where failure.code != .staleLeader {
                logger.notice("a VM does not go on", metadata: ["vm": "\(vm.name)", "error": "\(failure)"])
            }
        }
    }

    /// - Parameter isVain: whether it has stood still again after each of several attempts. A FUSE mount that lost the quorum while it
    ///   took over a new list of bricks answers for a file that was open with EBADF from then on (`fuse_migrate_fd`).
    private func tell(of vm: VM, on host: HostID, isVain: Bool) async throws {
        try await context.store.change { inventory in
            let (time, subjects) = (context.now(), EventSubjects(host: host, vm: vm.id))
            inventory.addEvent(
                .vmResumed, "VM \(vm.name) goes on: its storage serves again.", at: time, about: subjects)
            guard isVain else { return }
            inventory.addEvent(
                .vmDiskClosed, .error,
                "VM \(vm.name) stands still again and again though its storage serves: its host has lost an open disk for "
                    + "good. “mortar vm stop \(vm.name)” and “start” open it again. Nothing that the guest was told is "
                    + "written is lost.", at: time, about: subjects)
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
