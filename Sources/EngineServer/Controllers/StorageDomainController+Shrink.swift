import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func shrink(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (action, inventory) = (try await request.action(), engine.inventory)
        let shrinking = StorageService.Shrinking(
            hosts: Set(try (action.hosts ?? []).map { try $0.resolve(in: inventory.hosts).id }),
            sets: Set(try (action.replicaSets ?? []).map { try $0.resolve(in: inventory.replicaSets).id }),
            bandwidth: action.bandwidth.map { ByteCount($0) })
        if action.plansOnly == true {
            let plan = try await engine.storage.shrinkPlan(of: request.id(), shrinking)
            return try .action("complete", for: request) { answer in
                answer.reshapingPlan = ReshapingPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let (plan, job) = try await engine.storage.shrink(request.id(), shrinking, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.reshapingPlan = ReshapingPlanRepresentation(plan, in: engine.inventory)
        }
    }
}
