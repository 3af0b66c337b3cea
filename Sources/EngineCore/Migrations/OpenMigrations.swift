import AgentAPI
import Foundation
import HashTreeCollections
package import Logging
import MortarModel

/// Sees to it that every host that answers takes VMs of the cluster's other hosts in, and nobody else's.
package struct OpenMigrations: Sendable {
    private static let interval = Duration.seconds(2)
    /// Each attempt starts libvirt again: what did not work is left alone for a while, each time for twice as long. Seconds.
    private static let pause = RetryPause(first: 15, longest: 600)

    private let context: EngineContext
    private let certifier: any AgentCertifier
    private let logger: Logger

    package init(_ context: EngineContext, certifier: any AgentCertifier, logger: Logger) {
        self.context = context
        self.certifier = certifier
        self.logger = logger
    }

    /// What did not work on a host, how often, and until when it is left alone.
    private struct Attempt {
        var failure: Failure
        var count: Int
        var rest: Date
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var attempts: [HostID: Attempt] = [:]
        try await repeatedly(every: Self.interval, logger, "hosts could not be made to take VMs in") {
            for host in closedHosts() where attempts[host.id].map({ $0.rest < context.now() }) ?? true {
                guard let failure = try await open(host) else {
                    attempts[host.id] = nil
                    continue
                }
                let last = attempts[host.id]
                if last?.failure != failure { try await tell(failure, of: host) }
                attempts[host.id] = attempt(after: last, failure)
            }
        }
    }

    private func attempt(after last: Attempt?, _ failure: Failure) -> Attempt {
        let count = (last?.count ?? 0) + 1
        return Attempt(failure: failure, count: count, rest: context.now() + Self.pause.after(count))
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

    /// Why it could not be done; nil also when the reason passes by itself.
    private func open(_ host: MortarModel.Host) async throws -> Failure? {
        do {
            let agent = try context.agent(of: host.id)
            let requests = try await agent.migrationKeyRequests()
            try await agent.openMigrations(certifier.migrationDoor(for: host, requests: requests))
            try await context.observeFacts(of: host.id)
            return nil
        } catch let failure as Failure {
            return failure.code == .hostUnreachable ? nil : failure
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
