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
            let isMoving = try await endMove()
            switch try await verdict() {
            case .settled(let place): if !isMoving || ContinuousClock.now >= end { return place }
            case .stop(let host): try await context.agent(of: host).stopVM(route.vm.id)
            case .passing(let place): if ContinuousClock.now >= end { return place }
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// Whether the VM moves, which is being ended: what is found meanwhile may change.
    private func endMove() async throws -> Bool {
        let id = route.vm.id
        guard try await answering(route.source, { try await $0.migrationReport(id) })?.isGoingOn == true else {
            return false
        }
        // Too late is as good: it arrives then.
        try await answering(route.source) { try await $0.cancelMigration(id) }
        return true
    }

    private func verdict() async throws -> MigrationVerdict {
        let id = route.vm.id
        return MigrationVerdict(
            route, atSource: try await answering(route.source) { try await $0.vmPresence(id) },
            atTarget: try await answering(route.target) { try await $0.vmPresence(id) })
    }

    /// Nil when the host does not tell, or does not do it.
    @discardableResult
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
