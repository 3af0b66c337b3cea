import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func shrink(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (action, inventory) = (try await request.action(), engine.inventory)
        let reduction = StorageService.Reduction(
            hosts: Set(try (action.hosts ?? []).map { try $0.resolve(in: inventory.hosts).id }),
            sets: Set(try (action.replicaSets ?? []).map { try $0.resolve(in: inventory.replicaSets).id }),
            bandwidth: action.bandwidth.map { ByteCount($0) })
        if action.plansOnly == true {
            let plan = try await engine.storage.shrinkPlan(of: request.id(), reduction)
            return try .action("complete", for: request) { answer in
                answer.reductionPlan = ReductionPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let (plan, job) = try await engine.storage.shrink(request.id(), reduction, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.reductionPlan = ReductionPlanRepresentation(plan, in: engine.inventory)
        }
    }

    /// Mortar's own.
    static func balance(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        if action.plansOnly == true {
            let plan = try await engine.storage.balancePlan(of: request.id())
            return try .action("complete", for: request) { answer in
                answer.reductionPlan = ReductionPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let bandwidth = action.bandwidth.map { ByteCount($0) }
        let (plan, job) = try await engine.storage.balance(request.id(), bandwidth: bandwidth, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.reductionPlan = ReductionPlanRepresentation(plan, in: engine.inventory)
        }
    }
}
