import AgentAPI
import HashTreeCollections
import MortarModel

/// Has a host upgrade its packages, among them the agent that is asked, and maybe the engine that asks.
struct PackageUpgrade {
    /// An agent that is upgraded is away for seconds; one that has not come back by then does not start.
    private static let absence = Duration.seconds(180)

    let host: Host
    let order: UpgradeOrder
    /// How long it may take.
    let limit: Duration

    /// Returns when all packages are upgraded, with what is left to be done: nothing but a reboot.
    func run(_ context: EngineContext) async throws -> PendingUpgrades {
        let agent = try context.agent(of: host.id)
        try await begin(agent)
        try await wait(for: agent)
        let pending = try await retry(for: Self.absence, while: [.hostUnreachable, .busy]) {
            try await agent.pendingUpgrades(refresh: false)
        }
        context.store.observe { $0.upgrades[host.id] = pending }
        guard pending.packages.isEmpty else { throw unfinished(pending) }
        return pending
    }

    private func begin(_ agent: any HostAgent) async throws {
        try await retry(for: Self.absence, while: [.hostUnreachable]) { try await agent.startUpgrade(order) }
    }

    private func wait(for agent: any HostAgent) async throws {
        let end = ContinuousClock.now + limit
        var pause = GrowingPause()
        while true {
            let report = try await retry(for: Self.absence, while: [.hostUnreachable]) {
                try await agent.upgradeReport(order)
            }
            switch report {
            case .succeeded: return
            case .failed(let failure): throw failure
            case .running: break
            // The host has lost its power meanwhile: it goes on where it was.
            case .unknown: try await begin(agent)
            }
            if ContinuousClock.now >= end { throw overdue }
            try await pause.pass()
        }
    }

    private var overdue: Failure {
        Failure(
            .timedOut,
            "The packages of host \(host.name) are still being upgraded after \(limit.components.seconds / 60) min.",
            correction:
                "“journalctl --unit=mortar-upgrade-\(order.id)” on the host tells how far it is; ask again when it"
                + " has ended.", objects: ["host \(host.name)"])
    }

    private func unfinished(_ pending: PendingUpgrades) -> Failure {
        Failure(
            .conflict, "Packages of host \(host.name) have been left out by the upgrade.",
            cause: "They are \(pending.packages.map(\.name).joined(separator: ", ")).",
            correction: "See what “apt-get dist-upgrade” says on the host, put it right, and ask again.",
            objects: ["host \(host.name)"])
    }
}
