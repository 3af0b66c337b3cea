import EngineCore
import MortarModel
import OVirtAPI

extension StorageDomainController {
    /// Mortar's own: all options that are set on the domain's volumes, or wanted.
    static func volumeOptions(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let domain = try inventory.storageDomains.required(request.id())
        try request.refuseFollow()
        let options = inventory.replicaSets(of: domain.id).flatMap { set in
            (inventory.volumeOptions(of: set) ?? []).map { VolumeOptionRepresentation($0, of: set) }
        }
        return try .list(try request.cut(options), for: request)
    }

    /// Mortar's own: sets those right that may be changed while VMs run.
    static func repairOptions(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try await request.action()
        let job = try await engine.storage.repairOptions(of: request.id(), by: request.origin)
        return try .action(job == nil ? "complete" : "in_progress", job: job, for: request)
    }
}
