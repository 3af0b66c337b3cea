import EngineCore
import MortarModel
import OVirtAPI

extension HostController {
    /// Unlike oVirt's, it answers when the host has told, and with what it told.
    static func checkUpgrades(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let pending = try await engine.hosts.checkUpgrades(of: request.id(), by: request.origin)
        var answer = ActionRepresentation(status: "complete", correlationID: request.correlationID)
        answer.pendingUpgrades = PendingUpgradesRepresentation(pending)
        return try .one(answer, for: request)
    }

    /// As oVirt's, it reboots where the client says nothing of it; unlike oVirt's, only a host that has to be.
    static func upgrade(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let job = try await engine.hosts.upgrade(
            request.id(), mayReboot: action.reboots ?? true, limit: try limit(action.timeout), by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    /// - Parameter minutes: 1 to 10,080, a week.
    private static func limit(_ minutes: Int?) throws -> Duration {
        guard let minutes else { return UpgradeHost.usualLimit }
        if (1...10_080).contains(minutes) { return .seconds(60 * minutes) }
        throw Failure(
            .invalid, "An upgrade cannot have \(minutes) minutes.", correction: "Give from 1 to 10,080 minutes.")
    }
}
