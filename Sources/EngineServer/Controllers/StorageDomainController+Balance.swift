import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func balance(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        if action.plansOnly == true {
            let plan = try await engine.storage.balancePlan(of: request.id())
            return try .action("complete", for: request) { answer in
                answer.reshapingPlan = ReshapingPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let bandwidth = action.bandwidth.map { ByteCount($0) }
        let (plan, job) = try await engine.storage.balance(request.id(), bandwidth: bandwidth, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.reshapingPlan = ReshapingPlanRepresentation(plan, in: engine.inventory)
        }
    }
}
