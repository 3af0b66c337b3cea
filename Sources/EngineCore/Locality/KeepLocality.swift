import HashTreeCollections
package import Logging
import MortarModel

/// Brings VMs back to hosts that have their disks, after a failure, a maintenance or growth has led them elsewhere.
package struct KeepLocality: Sendable {
    private static let interval = Duration.seconds(5)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var memory = DriftMemory()
        try await repeatedly(every: Self.interval, logger, "VMs could not be brought home") {
            try await look(&memory)
        }
    }

    /// Looks once; begins at most as many moves as the clusters' policies allow.
    package func look(_ memory: inout DriftMemory) async throws {
        let time = context.now()
        let drifts = context.inventory.localityDrifts(at: time)
        memory.keep(drifts, at: time)
        for drift in drifts {
            let inventory = context.inventory
            guard let vm = inventory.vms[drift.vm] else { continue }
            let policy = inventory.locality(of: vm.clusterID)
            guard memory.isLasting(drift, policy.patience, at: time) else { continue }
            try await mend(drift, policy, &memory)
        }
    }

    private func mend(_ drift: LocalityDrift, _ policy: LocalityPolicy, _ memory: inout DriftMemory) async throws {
        do {
            let host = try context.inventory.home(for: drift)
            switch policy.mode {
            case .automatic: try await bringHome(drift, to: host, policy)
            case .propose: try await propose(drift, host, &memory)
            case .off: return
            }
        } catch let failure as Failure {
            try await tell("It cannot be brought there: \(failure)", of: drift, &memory)
        }
    }

    private func bringHome(_ drift: LocalityDrift, to host: HostID, _ policy: LocalityPolicy) async throws {
        guard let cluster = context.inventory.vms[drift.vm]?.clusterID,
            context.inventory.vms.count(where: { $0.clusterID == cluster && $0.status == .migrating })
                < policy.maximumMoves
        else { return }
        logger.info("a VM is brought home", metadata: ["vm": "\(drift.name)", "host": "\(host)"])
        try await context.begin(MigrateVM(vm: drift.vm, name: drift.name), by: RequestOrigin()) { inventory in
            try inventory.reserveMigration(of: drift.vm, to: host, at: context.now())
        }
    }

    private func propose(_ drift: LocalityDrift, _ host: HostID, _ memory: inout DriftMemory) async throws {
        let name = context.inventory.hosts[host]?.name ?? host.rawValue
        try await tell("“mortar vm migrate \(drift.name) --to \(name)” brings it there.", of: drift, &memory)
    }

    private func tell(_ words: String, of drift: LocalityDrift, _ memory: inout DriftMemory) async throws {
        guard memory.tell(words, of: drift) else { return }
        try await context.store.change { inventory in
            let names = ([drift.host] + drift.better).map { inventory.hosts[$0]?.name ?? $0.rawValue }
            inventory.addEvent(
                .vmAwayFromDisks, .warning,
                "VM \(drift.name) runs on host \(names[0]), more of its disks is on"
                    + " \(names.dropFirst().joined(separator: ", ")). \(words)", at: context.now(),
                about: .init(host: drift.host, vm: drift.vm))
        }
    }
}
