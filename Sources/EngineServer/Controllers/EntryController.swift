import EngineCore
import Foundation
import HTTPTypes
import MortarModel
import OVirtAPI

/// The entry point of the API.
enum EntryController {
    static let endpoints = [Endpoint(.get, "", run: get)]

    private static let collections = [
        "clusters", "datacenters", "disks", "events", "hosts", "jobs", "storagedomains", "vms",
    ]

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        var entry = APIRepresentation(collections: collections, searchable: Set(collections))
        entry.productInfo = productInfo
        entry.summary = summary(inventory)
        entry.time = engine.context.now()
        entry.authenticatedUser = request.user.map { Reference(id: $0.id.rawValue, name: $0.name) }
        entry.effectiveUser = entry.authenticatedUser
        return try .one(entry, for: request)
    }

    /// Clients unlock what they offer by oVirt's version, 4.5 at least.
    private static var productInfo: APIRepresentation.ProductInfo {
        var info = APIRepresentation.ProductInfo()
        info.name = "Mortar"
        info.vendor = "Mortar"
        info.version = VersionRepresentation(full: "4.5.6")
        info.version?.major = 4
        info.version?.minor = 5
        info.version?.build = 6
        info.version?.revision = 0
        return info
    }

    private static func summary(_ inventory: Inventory) -> APIRepresentation.Summary {
        var summary = APIRepresentation.Summary()
        summary.hosts = .init(active: inventory.hosts.count { $0.status == .up }, total: inventory.hosts.count)
        summary.storageDomains = .init(
            active: inventory.storageDomains.count { $0.status == .active }, total: inventory.storageDomains.count)
        summary.users = .init(active: inventory.users.count, total: inventory.users.count)
        summary.vms = .init(active: inventory.vms.count { $0.status.occupiesHost }, total: inventory.vms.count)
        return summary
    }
}
