import AgentAPI
import MortarModel

/// Finds out where a VM is after its move failed, and sees to it that it is nowhere else.
struct MigrationEnd: Sendable {
    private static let interval = Duration.milliseconds(500)
    /// libvirt notices after 12 s that another host is gone, and takes back then what was coming from it.
    private static let patience = Duration.seconds(40)

    let route: MigrationRoute
    let context: EngineContext

    /// Throws when something that must go cannot be ended.
    func find() async throws -> MigrationPlace {
        let end = ContinuousClock.now + Self.patience
        while true {
            try await endMove()
            switch try await verdict() {
            case .settled(let place): return place
            case .stop(let host): try await context.agent(of: host).stopVM(route.vm.id)
            case .passing(let place): if ContinuousClock.now >= end { return place }
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// A move that goes on changes what was found.
    private func endMove() async throws {
        guard let agent = try await answering(route.source, { $0 }) else { return }
        for _ in 0..<2
        where try await answering(route.source, { try await $0.migrationReport(route.vm.id) })?.isGoingOn == true {
            do {
                try await agent.cancelMigration(route.vm.id)
            } catch let failure as Failure where failure.code == .conflict {
                // Too late: it arrives.
                return
            }
        }
    }

    private func verdict() async throws -> MigrationVerdict {
        let id = route.vm.id
        return MigrationVerdict(
            route, atSource: try await answering(route.source) { try await $0.vmPresence(id) },
            atTarget: try await answering(route.target) { try await $0.vmPresence(id) })
    }

    /// Nil when the host does not tell.
    private func answering<Answer>(
        _ host: HostID, _ body: (any HostAgent) async throws -> Answer
    ) async throws -> Answer? {
        do {
            return try await body(context.agent(of: host))
        } catch is Failure {
            return nil
        }
    }
}
