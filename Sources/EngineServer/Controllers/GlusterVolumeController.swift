import AgentAPI
import EngineCore
import HTTPTypes
import HashTreeCollections
import MortarModel
import OVirtAPI

/// Gluster volumes: Mortar's replica sets, to look at, and those of users.
enum GlusterVolumeController {
    static let endpoints = [
        Endpoint(.get, "clusters/:cluster/glustervolumes", run: list),
        Endpoint(.post, "clusters/:cluster/glustervolumes", run: add),
        Endpoint(.get, "clusters/:cluster/glustervolumes/:id", run: get),
        Endpoint(.delete, "clusters/:cluster/glustervolumes/:id", run: remove),
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

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let cluster = try engine.inventory.clusters.required(request.id("cluster"))
        let wanted = try await request.content(GlusterVolumeRepresentation.self)
        let addition = try VolumeService.Addition(wanted, force: request.target.flag("force"), in: engine.inventory)
        let made = try await engine.volumes.add(addition, by: request.origin)
        let volume = VolumeObservation(facts: made, observed: engine.context.now())
        let answer = GlusterVolumeRepresentation(volume, cluster, in: engine.inventory)
        return try .created(answer, at: answer.href, for: request)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try engine.inventory.clusters.required(request.id("cluster"))
        try await engine.volumes.remove(request.pathValues["id"] ?? "", by: request.origin)
        return try .action("complete", for: request)
    }

    /// The cluster and the volume in the path, as it was last seen.
    static func volume(
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
