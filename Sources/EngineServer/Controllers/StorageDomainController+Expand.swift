import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func expand(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let expansion = try expansion(action, engine.inventory, for: "expand")
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

    /// The hosts and devices that an action names.
    static func expansion(
        _ action: ActionRepresentation, _ inventory: Inventory, for verb: String
    ) throws -> StorageService.Expansion {
        let devices = try action.blockDevices?.map { try device($0, inventory, for: verb) }
        let wipe = zip(action.blockDevices ?? [], devices ?? []).filter { $0.0.wipe == true }.map(\.1)
        return StorageService.Expansion(
            hosts: Set(try (action.hosts ?? []).map { try $0.resolve(in: inventory.hosts).id }), devices: devices,
            wipe: Set(wipe))
    }
}
