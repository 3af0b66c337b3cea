import AgentAPI
import Foundation
import HashTreeCollections
package import Logging
import MortarModel

/// Sees to it that every host that answers takes VMs of the cluster's other hosts in, and nobody else's.
package struct OpenMigrations: Sendable {
    private static let interval = Duration.seconds(2)
    /// Each attempt starts libvirt again: what did not work is left alone for a while.
    private static let pauseAfterFailure: TimeInterval = 600

    private let context: EngineContext
    private let certifier: any AgentCertifier
    private let logger: Logger

    package init(_ context: EngineContext, certifier: any AgentCertifier, logger: Logger) {
        self.context = context
        self.certifier = certifier
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var resting: [HostID: Date] = [:]
        try await repeatedly(every: Self.interval, logger, "hosts could not be made to take VMs in") {
            for host in closedHosts() where resting[host.id].map({ $0 < context.now() }) ?? true {
                if try await !open(host) { resting[host.id] = context.now() + Self.pauseAfterFailure }
            }
        }
    }

    /// Hosts that answer, and whose door is not as it should be.
    private func closedHosts() -> [MortarModel.Host] {
        let inventory = context.inventory
        return inventory.hosts.sortedByName.filter { host in
            guard let seen = inventory.observations.hosts[host.id] else { return false }
            let wanted = MigrationFacts(address: host.address, authority: certifier.authority)
            return seen.facts.migrations != wanted
                && context.now().timeIntervalSince(seen.lastHeard) < HostHealth.patience
        }
    }

    /// Whether it could be done, or could not for a reason that passes.
    private func open(_ host: MortarModel.Host) async throws -> Bool {
        do {
            let agent = try context.agent(of: host.id)
            let requests = try await agent.migrationKeyRequests()
            try await agent.openMigrations(certifier.migrationDoor(for: host, requests: requests))
            try await context.observeFacts(of: host.id)
            return true
        } catch let failure as Failure where failure.code == .hostUnreachable || failure.code == .timedOut {
            return true
        } catch let failure as Failure {
            try await tell(failure, of: host)
            return false
        }
    }

    private func tell(_ failure: Failure, of host: MortarModel.Host) async throws {
        try await context.store.change { inventory in
            inventory.addEvent(
                .migrationsClosed, .warning, "Host \(host.name) takes no VMs of other hosts in: \(failure)",
                at: context.now(), about: EventSubjects(host: host.id))
        }
    }
}
