import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func expand(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (action, inventory) = (try await request.action(), engine.inventory)
        let devices = try action.blockDevices?.map { try device($0, inventory, for: "expand") }
        let wipe = zip(action.blockDevices ?? [], devices ?? []).filter { $0.0.wipe == true }.map(\.1)
        let expansion = StorageService.Expansion(
            hosts: Set(try (action.hosts ?? []).map { try $0.resolve(in: inventory.hosts).id }), devices: devices,
            wipe: Set(wipe))
        if action.plansOnly == true {
            let plan = try await engine.storage.expansionPlan(of: request.id(), expansion)
            return try .action("complete", for: request) { answer in
                answer.expansionPlan = ExpansionPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let (plan, job) = try await engine.storage.expand(request.id(), expansion, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.expansionPlan = ExpansionPlanRepresentation(plan, in: engine.inventory)
        }
    }
}
