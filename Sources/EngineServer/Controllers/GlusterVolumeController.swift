import AgentAPI
import EngineCore
import HTTPTypes
import HashTreeCollections
import MortarModel
import OVirtAPI

/// Gluster volumes and their bricks, as GlusterFS tells them.
enum GlusterVolumeController {
    static let endpoints = [
        Endpoint(.get, "clusters/:cluster/glustervolumes", run: list),
        Endpoint(.get, "clusters/:cluster/glustervolumes/:id", run: get),
        Endpoint(.get, "clusters/:cluster/glustervolumes/:id/glusterbricks", run: bricks),
        Endpoint(.get, "clusters/:cluster/glustervolumes/:id/glusterbricks/:brick", run: brick),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let cluster = try inventory.clusters.required(request.id("cluster"))
        let volumes = inventory.observations.volumes.values.sorted { $0.facts.name < $1.facts.name }
        try request.refuseFollow()
        let found = try request.found(in: volumes, .glusterVolumes)
        return try .list(found.map { GlusterVolumeRepresentation($0, cluster, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try volume(request, engine.inventory)
        let answer = GlusterVolumeRepresentation(volume, cluster, in: engine.inventory, history: true)
        return try .one(answer, for: request)
    }

    private static func bricks(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try volume(request, engine.inventory)
        try request.refuseFollow()
        let bricks = volume.facts.bricks.map { BrickRepresentation($0, of: volume, cluster, in: engine.inventory) }
        return try .list(try request.cut(bricks), for: request)
    }

    private static func brick(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try volume(request, engine.inventory)
        let wanted = request.pathValues["brick"]
        let bricks = volume.facts.bricks.map { BrickRepresentation($0, of: volume, cluster, in: engine.inventory) }
        guard let brick = bricks.first(where: { $0.id == wanted }) else {
            throw Failure(.notFound, "The volume \(volume.facts.name) has no brick with the id \(wanted ?? "").")
        }
        return try .one(brick, for: request)
    }

    private static func volume(
        _ request: APIRequest, _ inventory: Inventory
    ) throws -> (Cluster, VolumeObservation) {
        let cluster = try inventory.clusters.required(request.id("cluster"))
        let id = request.pathValues["id"]
        guard let volume = inventory.observations.volumes.values.first(where: { $0.facts.id == id }) else {
            throw Failure(.notFound, "There is no Gluster volume with the id \(id ?? "").")
        }
        return (cluster, volume)
    }
}
