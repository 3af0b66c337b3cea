import AgentAPI
import HashTreeCollections
import MortarModel

/// Reboots a host in maintenance and waits until it runs what is installed.
struct HostReboot {
    /// Servers with much memory take minutes before their kernel is begun with.
    private static let limit = Duration.seconds(1200)
    private static let interval = Duration.seconds(3)

    let host: Host
    /// Of the boot that has to end.
    let oldBootID: String

    /// Returns when the agent answers after another boot. The host may be the engine's own: then another engine goes on here.
    func run(_ context: EngineContext) async throws {
        let agent = try context.agent(of: host.id)
        try await retry(for: Self.limit, every: Self.interval, while: [.hostUnreachable, .timedOut]) {
            let facts = try await agent.facts()
            if facts.bootID != oldBootID { return }
            try await agent.reboot(from: oldBootID)
            throw Failure(
                .timedOut, "Host \(host.name) has not rebooted yet.",
                correction: "See its console.", objects: ["host \(host.name)"])
        }
        let pending = try await agent.pendingUpgrades(refresh: false)
        context.store.observe { $0.upgrades[host.id] = pending }
        guard let reason = pending.rebootReason else { return }
        throw Failure(
            .conflict, "Host \(host.name) has been rebooted and would have to be again.", cause: "Now \(reason).",
            correction: "See what it boots, put that right, and ask again.", objects: ["host \(host.name)"])
    }
}
