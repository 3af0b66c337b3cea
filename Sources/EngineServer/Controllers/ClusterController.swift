import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Clusters.
enum ClusterController {
    static let endpoints = [
        Endpoint(.get, "clusters", run: list),
        Endpoint(.get, "clusters/:id", run: get),
        Endpoint(.put, "clusters/:id", run: update),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let found = try request.found(in: inventory.clusters.sortedByName, .clusters(inventory))
        return try .list(found.map { ClusterRepresentation($0) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try .one(ClusterRepresentation(try engine.inventory.clusters.required(request.id())), for: request)
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(ClusterRepresentation.self)
        var cluster = try engine.inventory.clusters.required(request.id())
        if let access = wanted.diskAccess, let policy = DiskAccessPolicy(rawValue: access.rawValue) {
            cluster = try await engine.clusters.setDiskAccess(policy, of: cluster.id)
        }
        return try .one(ClusterRepresentation(cluster), for: request)
    }
}
