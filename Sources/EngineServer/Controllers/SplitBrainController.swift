import AgentAPI
import EngineCore
import HTTPTypes
import HashTreeCollections
import MortarModel
import OVirtAPI

/// Files of Gluster volumes of which GlusterFS cannot tell which copy is right.
enum SplitBrainController {
    static let endpoints = [
        Endpoint(.get, "clusters/:cluster/glustervolumes/:id/splitbrains", run: list),
        Endpoint(.post, "clusters/:cluster/glustervolumes/:id/splitbrains/:file/resolve", run: resolve),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let cluster = try inventory.clusters.required(request.id("cluster"))
        let volume = try volume(request, inventory)
        try request.refuseFollow()
        let files = volume.splitBrains.map { SplitBrainRepresentation($0, of: volume, cluster, in: inventory) }
        return try .list(try request.cut(files), for: request)
    }

    private static func resolve(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let inventory = engine.inventory
        _ = try inventory.clusters.required(request.id("cluster"))
        let volume = try volume(request, inventory)
        guard let set = inventory.replicaSets.named(volume.facts.name) else {
            throw Failure(.notFound, "The volume \(volume.facts.name) is no replica set of this cluster.")
        }
        try await engine.heals.resolve(
            request.pathValues["file"] ?? "", of: set.id, by: try choice(action, volume, inventory),
            for: request.origin)
        return try .action("complete", for: request)
    }

    private static func choice(
        _ action: ActionRepresentation, _ volume: VolumeObservation, _ inventory: Inventory
    ) throws -> SplitBrainChoice {
        switch action.resolution {
        case "majority": return .majority
        case "newest": return .newest
        case "biggest": return .biggest
        case nil, "source":
            guard let host = try action.host?.resolve(in: inventory.hosts) else { break }
            if let brick = volume.facts.bricks.first(where: { $0.brick.host == host.storageAddress }) {
                return .source(brick.brick)
            }
            throw Failure(.invalid, "Host \(host.name) has no brick of the volume \(volume.facts.name).")
        default: break
        }
        throw Failure(
            .invalid, "It is not said which version is to be taken.",
            correction: "Name its host, or give resolution majority, newest or biggest.")
    }

    private static func volume(_ request: APIRequest, _ inventory: Inventory) throws -> VolumeObservation {
        let id = request.pathValues["id"]
        guard let volume = inventory.observations.volumes.values.first(where: { $0.facts.id == id }) else {
            throw Failure(.notFound, "There is no Gluster volume with the id \(id ?? "").")
        }
        return volume
    }
}
