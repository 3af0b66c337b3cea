import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Storage domains, their replica sets and disks.
enum StorageDomainController {
    static let endpoints = [
        Endpoint(.get, "storagedomains", run: list),
        Endpoint(.post, "storagedomains", run: add),
        Endpoint(.get, "storagedomains/:id", run: get),
        Endpoint(.put, "storagedomains/:id", run: update),
        Endpoint(.delete, "storagedomains/:id", run: remove),
        Endpoint(.post, "storagedomains/:id/expand", run: expand),
        Endpoint(.post, "storagedomains/:id/shrink", run: shrink),
        Endpoint(.post, "storagedomains/:id/copies", run: copies),
        Endpoint(.post, "storagedomains/:id/balance", run: balance),
        Endpoint(.get, "storagedomains/:id/replicasets", run: replicaSets),
        Endpoint(.get, "storagedomains/:id/disks", run: disks),
        Endpoint(.get, "storagedomains/:id/volumeoptions", run: volumeOptions),
        Endpoint(.post, "storagedomains/:id/repairoptions", run: repairOptions),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        try request.refuseFollow()
        let found = try request.found(in: inventory.storageDomains.sortedByName, .storageDomains(inventory))
        return try .list(found.map { StorageDomainRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let domain = try inventory.storageDomains.required(request.id())
        return try .one(StorageDomainRepresentation(domain, in: inventory), for: request)
    }

    private static func replicaSets(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let domain = try inventory.storageDomains.required(request.id())
        try request.refuseFollow()
        let conditions = BrickConditions(inventory, at: engine.context.now())
        let sets = inventory.replicaSets(of: domain.id).map { ReplicaSetRepresentation($0, conditions, in: inventory) }
        return try .list(try request.cut(sets), for: request)
    }

    private static func disks(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let domain = try inventory.storageDomains.required(request.id())
        try request.refuseFollow()
        let disks = inventory.disks.sortedByName.filter { $0.storageDomainID == domain.id }
        return try .list(try request.cut(disks).map { DiskRepresentation($0, in: inventory) }, for: request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(StorageDomainRepresentation.self)
        let (domain, job) = try await engine.storage.add(try addition(wanted, engine.inventory), by: request.origin)
        let answer = StorageDomainRepresentation(domain, in: engine.inventory)
        var created = try APIAnswer.created(answer, at: answer.href, for: request)
        created.headers[.mortarJob] = job.id.rawValue
        return created
    }

    private static func addition(
        _ wanted: StorageDomainRepresentation, _ inventory: Inventory
    ) throws -> StorageService.Addition {
        guard let name = wanted.name else { throw Failure.missing("name", of: "StorageDomain", for: "add") }
        try refuseOtherStorage(wanted)
        let redundancy = wanted.redundancy.flatMap { Redundancy(rawValue: $0.rawValue) } ?? .threeCopies
        let named = try wanted.blockDevices?.map { try device($0, inventory, for: "add") }
        let wipe = zip(wanted.blockDevices ?? [], named ?? []).filter { $0.0.wipe == true }.map(\.1)
        let dataCenter = try wanted.dataCenters?.first.map { try $0.resolve(in: inventory.dataCenters) }
        guard let place = dataCenter ?? inventory.dataCenters.sortedByName.first else {
            throw Failure(.notFound, "There is no data center.")
        }
        var addition = StorageService.Addition(
            name: name, dataCenter: place.id, redundancy: redundancy, devices: named, wipe: Set(wipe))
        addition.stripes = try stripes(zip(wanted.blockDevices ?? [], named ?? []))
        addition.splitBrainPolicy = wanted.splitBrainPolicy.flatMap { SplitBrainPolicy(rawValue: $0.rawValue) }
        return addition
    }

    /// Where a client names storage of its own, Mortar must not take the hosts' devices instead.
    private static func refuseOtherStorage(_ wanted: StorageDomainRepresentation) throws {
        if let type = wanted.type, type != "data" {
            throw Failure(
                .invalid, "There are no storage domains of type \(type).", correction: "Make one of type data.")
        }
        guard let storage = wanted.storage else { return }
        if storage.type ?? "glusterfs" != "glusterfs" || storage.address != nil || storage.path != nil {
            throw Failure(
                .invalid, "A storage domain cannot be made of storage elsewhere.",
                correction: "Leave out storage; name the hosts' devices in block_devices, or none for every blank one.")
        }
    }

    private static func stripes(
        _ devices: some Sequence<(BlockDeviceRepresentation, HostDevice)>
    ) throws -> [HostDevice: StripeGeometry] {
        try devices.reduce(into: [:]) { stripes, pair in stripes[pair.1] = try pair.0.stripe?.geometry }
    }

    static func device(
        _ wanted: BlockDeviceRepresentation, _ inventory: Inventory, for verb: String
    ) throws -> HostDevice {
        guard let host = wanted.host else { throw Failure.missing("host", of: "BlockDevice", for: verb) }
        guard let path = wanted.path else { throw Failure.missing("path", of: "BlockDevice", for: verb) }
        return HostDevice(hostID: try host.resolve(in: inventory.hosts).id, device: path)
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        var wanted = try await request.content(StorageDomainRepresentation.self)
        var domain = try engine.inventory.storageDomains.required(request.id())
        let policy = wanted.splitBrainPolicy.flatMap { SplitBrainPolicy(rawValue: $0.rawValue) }
        if wanted.name == domain.name { wanted.name = nil }
        (wanted.splitBrainPolicy, wanted.id, wanted.href) = (nil, nil, nil)
        guard wanted == StorageDomainRepresentation() else {
            throw Failure(
                .invalid, "Nothing of a storage domain can be changed but its split_brain_policy.",
                correction: "Leave out what else is to be changed.")
        }
        if let policy { domain = try await engine.heals.setPolicy(policy, of: domain.id) }
        return try .one(StorageDomainRepresentation(domain, in: engine.inventory), for: request)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try await engine.storage.remove(request.id(), by: request.origin)
        return try await .ended(job, engine, for: request)
    }
}
