import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own.
    static func copies(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        guard let redundancy = action.redundancy.flatMap({ Redundancy(rawValue: $0.rawValue) }) else {
            throw Failure.missing("redundancy", of: "Action", for: "copies")
        }
        let devices = try expansion(action, engine.inventory, for: "copies")
        if action.plansOnly == true {
            let plan = try await engine.storage.raisePlan(of: request.id(), to: redundancy, devices)
            return try .action("complete", for: request) { answer in
                answer.copiesPlan = CopiesPlanRepresentation(plan, in: engine.inventory)
            }
        }
        let (plan, job) = try await engine.storage.raiseCopies(
            of: request.id(), to: redundancy, devices, by: request.origin)
        return try .action("in_progress", job: job, for: request) { answer in
            answer.copiesPlan = CopiesPlanRepresentation(plan, in: engine.inventory)
        }
    }
}
