import EngineCore
import OVirtAPI

extension HostController {
    /// Unlike oVirt's, it stops the storage service where the client says nothing of it: a host in maintenance is one
    /// that may be switched off.
    static func deactivate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let stopsStorage = action.stopsGluster ?? true
        if action.plansOnly == true {
            let plan = try await engine.hosts.maintenancePlan(of: request.id(), stopsStorage: stopsStorage)
            var answer = ActionRepresentation(status: "complete", correlationID: request.correlationID)
            answer.maintenancePlan = MaintenancePlanRepresentation(plan, in: engine.inventory)
            return try .one(answer, for: request)
        }
        let job = try await engine.hosts.deactivate(
            request.id(), reason: action.reason, stopsStorage: stopsStorage, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    static func activate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try await engine.hosts.activate(request.id(), by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }
}
