import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// What other objects refer to and is the same in every cluster of Mortar: to be read, never to be changed.
enum FixedController {
    static let endpoints =
        endpoints(of: TemplateKind.self) + endpoints(of: TagKind.self) + endpoints(of: MACPoolKind.self)
        + endpoints(of: DiskProfileKind.self) + quotas

    private static func endpoints<Kind: FixedKind>(of kind: Kind.Type) -> [Endpoint] {
        [
            Endpoint(.get, Kind.path) { request, _ in try list(FixedResource<Kind>(href: nil), for: request) },
            Endpoint(.get, "\(Kind.path)/:id") { request, _ in
                try one(FixedResource<Kind>(href: nil), for: request, id: "id")
            },
        ]
    }

    private static let quotas = [
        Endpoint(.get, "datacenters/:center/quotas") { request, engine in
            try list(quota(request, engine), for: request)
        },
        Endpoint(.get, "datacenters/:center/quotas/:id") { request, engine in
            try one(quota(request, engine), for: request, id: "id")
        },
    ]

    private static func quota(_ request: APIRequest, _ engine: Engine) throws -> FixedResource<QuotaKind> {
        let center = try engine.inventory.dataCenters.required(request.id("center") as DataCenterID)
        return FixedResource(href: Reference.defaultQuota(ofDataCenter: center.id.rawValue).href)
    }

    private static func list<Kind>(_ only: FixedResource<Kind>, for request: APIRequest) throws -> APIAnswer {
        try request.refuseFollow()
        let fields = SearchFields<FixedResource<Kind>>(
            prefixes: [Kind.element], defaults: ["name"],
            fields: ["id": { [.text($0.reference.id ?? "")] }, "name": { [.text($0.reference.name ?? "")] }])
        return try .list(try request.found(in: [only], fields), for: request)
    }

    private static func one<Kind>(
        _ only: FixedResource<Kind>, for request: APIRequest, id: String
    ) throws -> APIAnswer {
        guard request.pathValues[id] == only.reference.id else {
            throw Failure(
                .notFound, "There is no \(Kind.element) with the id \(request.pathValues[id] ?? "").",
                correction: "There is only \(only.reference.id ?? "").")
        }
        return try .one(only, for: request)
    }
}
