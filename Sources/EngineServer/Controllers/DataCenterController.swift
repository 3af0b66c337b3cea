import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Data centers, and storage domains as they are attached to one.
enum DataCenterController {
    static let endpoints = [
        Endpoint(.get, "datacenters", run: list),
        Endpoint(.get, "datacenters/:id", run: get),
        Endpoint(.get, "datacenters/:id/clusters", run: clusters),
        Endpoint(.get, "datacenters/:id/storagedomains", run: storageDomains),
        Endpoint(.get, "datacenters/:id/storagedomains/:domain", run: storageDomain),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        try request.refuseFollow()
        let found = try request.found(in: inventory.dataCenters.sortedByName, .dataCenters(inventory))
        return try .list(found.map { DataCenterRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let dataCenter = try engine.inventory.dataCenters.required(request.id())
        return try .one(DataCenterRepresentation(dataCenter, in: engine.inventory), for: request)
    }

    private static func clusters(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let dataCenter = try inventory.dataCenters.required(request.id())
        try request.refuseFollow()
        let clusters = inventory.clusters.sortedByName.filter { $0.dataCenterID == dataCenter.id }
        return try .list(try request.cut(clusters).map { ClusterRepresentation($0, in: inventory) }, for: request)
    }

    private static func storageDomains(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let dataCenter = try inventory.dataCenters.required(request.id())
        try request.refuseFollow()
        let domains = inventory.storageDomains.sortedByName.filter { $0.dataCenterID == dataCenter.id }
        return try .list(
            try request.cut(domains).map { StorageDomainRepresentation($0, in: inventory) }, for: request)
    }

    private static func storageDomain(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let domain = try inventory.storageDomains.required(request.id("domain"))
        guard domain.dataCenterID == request.id() else {
            throw Failure(.notFound, "The storage domain \(domain.name) is not attached to this data center.")
        }
        return try .one(StorageDomainRepresentation(domain, in: inventory), for: request)
    }
}
