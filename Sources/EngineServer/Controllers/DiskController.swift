import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Disks and the upload of images.
enum DiskController {
    static let endpoints = [
        Endpoint(.get, "disks", run: list),
        Endpoint(.post, "disks", run: add),
        Endpoint(.get, "disks/:id", run: get),
        Endpoint(.delete, "disks/:id", run: remove),
        Endpoint(.put, "disks/:id/image", run: write),
        Endpoint(.post, "disks/:id/move", run: move),
        Endpoint(.post, "disks/:id/cancelmove", run: cancelMove),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        try request.refuseFollow()
        let found = try request.found(in: inventory.disks.sortedByName, .disks(inventory))
        return try .list(found.map { DiskRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        return try .one(DiskRepresentation(try inventory.disks.required(request.id()), in: inventory), for: request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(DiskRepresentation.self)
        let addition = try DiskService.Addition(wanted, engine.inventory)
        let (disk, job) = try await engine.disks.add(addition, by: request.origin)
        let answer = DiskRepresentation(disk, in: engine.inventory)
        var created = try APIAnswer.created(answer, at: answer.href, for: request)
        created.headers[.mortarJob] = job.id.rawValue
        return created
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try await engine.disks.remove(request.id(), by: request.origin)
        return try await .ended(job, engine, for: request)
    }

    private static func move(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (action, inventory) = (try await request.action(), engine.inventory)
        let move = DiskService.Move(
            replicaSet: try action.replicaSet.map { try $0.resolve(in: inventory.replicaSets).id },
            storageDomain: try action.storageDomain.map { try $0.resolve(in: inventory.storageDomains).id },
            bandwidth: action.bandwidth.map { ByteCount($0) })
        let job = try await engine.disks.move(request.id(), move, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func cancelMove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try await request.action()
        try await engine.disks.cancelMove(request.id())
        return try .action("complete", for: request)
    }

    private static func write(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await engine.disks.write(request.id(), content: request.body)
        return try await get(request, engine)
    }
}

extension DiskService.Addition {
    /// - Parameter vm: the VM that gets the disk.
    init(
        _ wanted: DiskRepresentation, _ inventory: Inventory, vm: VM? = nil, isBootable: Bool = false
    ) throws {
        guard let size = wanted.provisionedSize else {
            throw Failure.missing("provisioned_size", of: "Disk", for: "add")
        }
        let domain: StorageDomain
        if let named = wanted.storageDomains?.first {
            domain = try named.resolve(in: inventory.storageDomains)
        } else if let only = inventory.storageDomains.sortedByName.first, inventory.storageDomains.count == 1 {
            domain = only
        } else {
            throw Failure.missing("storage_domains", of: "Disk", for: "add")
        }
        let name = wanted.name ?? wanted.alias ?? "\(vm?.name ?? "disk")-\((vm?.disks.count ?? 0) + 1)"
        self.init(
            name: name, size: ByteCount(size), storageDomain: domain.id, vm: vm?.id, isBootable: isBootable)
    }
}

extension HTTPField.Name {
    /// The job that a request began, where oVirt's answer has no place for it.
    static let mortarJob = Self("Mortar-Job")!
}
