import HashTreeCollections
package import Logging
import MortarModel
import Placement

/// Brings VMs back to hosts that have their disks, after a failure, a maintenance or growth has led them elsewhere, or
/// their disks to them where that copies less.
package struct KeepLocality: Sendable {
    private static let interval = Duration.seconds(5)

    let context: EngineContext
    let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var memory = DriftMemory()
        try await repeatedly(every: Self.interval, logger, "VMs could not be brought back to their disks") {
            try await look(&memory)
        }
    }

    /// Looks once; begins at most as many moves as the clusters' policies allow.
    package func look(_ memory: inout DriftMemory) async throws {
        let time = context.now()
        let drifts = context.inventory.localityDrifts()
        memory.keep(drifts, at: time)
        for drift in drifts {
            let inventory = context.inventory
            guard let vm = inventory.vms[drift.vm] else { continue }
            let policy = inventory.locality(of: vm.clusterID)
            guard memory.isLasting(drift, policy.patience, at: time), memory.isDue(drift, at: time) else { continue }
            do {
                try await mend(drift, policy, &memory)
            } catch let failure as Failure where failure.code != .staleLeader {
                memory.tried(drift, at: time)
                logger.info(
                    "a VM could not be brought back to its disks",
                    metadata: ["vm": "\(drift.name)", "error": "\(failure)"])
            }
        }
    }

    /// By whichever copies less, the VM's memory or its disks, of what can be.
    private func mend(_ drift: LocalityDrift, _ policy: LocalityPolicy, _ memory: inout DriftMemory) async throws {
        let inventory = context.inventory
        let guestMemory = inventory.vms[drift.vm]?.memory ?? .zero
        let copiesLess = drift.bytes < guestMemory && (policy.mode == .propose || inventory.isUnfelt(drift))
        if !drift.gathering.isEmpty, drift.better.isEmpty || copiesLess {
            return try await gather(drift, policy, &memory)
        }
        do {
            try await bringBack(drift, to: try inventory.nearHost(for: drift), policy, &memory)
        } catch let failure as Failure where failure.code == .noCapacity {
            if !drift.gathering.isEmpty { return try await gather(drift, policy, &memory) }
            try await tell("It cannot be brought there: \(failure)", of: drift, &memory)
        }
    }

    private func bringBack(
        _ drift: LocalityDrift, to host: HostID, _ policy: LocalityPolicy, _ memory: inout DriftMemory
    ) async throws {
        if policy.mode == .propose {
            let name = context.inventory.hosts[host]?.name ?? host.rawValue
            return try await tell("“mortar vm migrate \(drift.name) --to \(name)” brings it there.", of: drift, &memory)
        }
        guard isFree(drift, policy) else { return }
        logger.info("a VM is brought back to its disks", metadata: ["vm": "\(drift.name)", "host": "\(host)"])
        memory.tried(drift, at: context.now())
        try await context.begin(MigrateVM(vm: drift.vm, name: drift.name), by: RequestOrigin()) { inventory in
            try inventory.reserveMigration(of: drift.vm, to: host, by: .cluster, at: context.now())
        }
    }

    func tell(_ words: String, of drift: LocalityDrift, _ memory: inout DriftMemory) async throws {
        guard memory.tell(words, of: drift) else { return }
        try await context.store.change { inventory in
            let names = ([drift.host] + drift.better).map { inventory.hosts[$0]?.name ?? $0.rawValue }
            let better = names.dropFirst().joined(separator: ", ")
            let others = better.isEmpty ? "" : "; \(better) has more of them"
            inventory.addEvent(
                .vmAwayFromDisks, .warning,
                "VM \(drift.name) runs on host \(names[0]), which does not have all of its disks\(others). \(words)",
                at: context.now(),
                about: .init(host: drift.host, vm: drift.vm))
        }
    }
}
