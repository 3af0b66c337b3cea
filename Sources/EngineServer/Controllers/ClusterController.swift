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
        EmptyCollection.ofClusters("networks"),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        try request.refuseFollow()
        let found = try request.found(in: inventory.clusters.sortedByName, .clusters(inventory))
        return try .list(found.map { ClusterRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        return try .one(
            ClusterRepresentation(try inventory.clusters.required(request.id()), in: inventory), for: request)
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(ClusterRepresentation.self)
        let inventory = engine.inventory
        let present = try inventory.clusters.required(request.id())
        if wanted.changesMoreThanSettings(of: ClusterRepresentation(present, in: inventory)) {
            throw Failure(
                .invalid,
                "Nothing of a cluster can be changed but its disk_access, locality_policy, migration, repair_policy"
                    + " and scheduling_policy.", correction: "Leave out what else is to be changed.")
        }
        let cluster = try await engine.clusters.set(try wanted.settings(in: inventory), of: present.id)
        return try .one(ClusterRepresentation(cluster, in: engine.inventory), for: request)
    }
}

extension ClusterRepresentation {
    /// Whether anything else is said than what the cluster is already.
    fileprivate func changesMoreThanSettings(of present: ClusterRepresentation) -> Bool {
        var said = self
        func isNew<Value: Equatable>(_ part: WritableKeyPath<ClusterRepresentation, Value?>) -> Bool {
            defer { said[keyPath: part] = nil }
            return said[keyPath: part] != nil && said[keyPath: part] != present[keyPath: part]
        }
        let isOther = [
            isNew(\.id), isNew(\.name), isNew(\.description), isNew(\.comment), isNew(\.cpu), isNew(\.version),
            isNew(\.supportedVersions), said.dataCenter?.id.map { $0 != present.dataCenter?.id } ?? false,
        ].contains(true)
        (said.href, said.diskAccess, said.repairPolicy, said.locality, said.dataCenter) = (nil, nil, nil, nil, nil)
        var policies = said.policies
        // What is said of migrations and scheduling is looked at on its own.
        policies.migration = present.policies.migration
        policies.scheduling = present.policies.scheduling
        if policies == present.policies { said.policies = ClusterPolicies() }
        said.policies.migration = nil
        said.policies.scheduling = nil
        return isOther || said != ClusterRepresentation()
    }
}
