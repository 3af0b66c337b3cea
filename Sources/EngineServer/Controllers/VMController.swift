import EngineCore
import HTTPServing
import HTTPTypes
import Hummingbird
import MortarModel
import NIOCore
import OVirtAPI

/// VMs, what can be done with them, and their serial consoles.
enum VMController {
    static let endpoints =
        [
            Endpoint(.get, "vms", run: list),
            Endpoint(.post, "vms", run: add),
            Endpoint(.get, "vms/:id", run: get),
            Endpoint(.put, "vms/:id", run: update),
            Endpoint(.delete, "vms/:id", run: remove),
            Endpoint(.get, "vms/:id/placement", run: placement),
            Endpoint(.post, "vms/:id/start", run: start),
            Endpoint(.post, "vms/:id/stop", run: stop),
            Endpoint(.post, "vms/:id/shutdown", run: shutDown),
            Endpoint(.post, "vms/:id/migrate", run: migrate),
            Endpoint(.post, "vms/:id/cancelmigration", run: cancelMigration),
            Endpoint(.get, "vms/:id/serialconsole", isEndless: true, run: readConsole),
            Endpoint(.post, "vms/:id/serialconsole", run: writeConsole),
        ] + VMRepresentation.emptyCollections.map(EmptyCollection.ofVMs)

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let follow = try self.follow(request)
        let found = try request.found(in: inventory.vms.sortedByName, .vms(inventory))
        return try .list(found.map { VMRepresentation($0, in: inventory, follow: follow) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let vm = try inventory.vms.required(request.id())
        return try .one(VMRepresentation(vm, in: inventory, follow: try follow(request)), for: request)
    }

    private static func placement(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let inventory = engine.inventory
        let vm = try inventory.vms.required(request.id() as VMID)
        return try .one(PlacementRepresentation(inventory.placement(of: vm), of: vm, in: inventory), for: request)
    }

    private static func follow(_ request: APIRequest) throws -> FollowQuery {
        try request.follow("disk_attachments", "cluster", "host", "nics", "snapshots", "tags")
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(VMRepresentation.self)
        let vm = try await engine.vms.add(try addition(wanted, engine.inventory), by: request.origin)
        let answer = VMRepresentation(vm, in: engine.inventory, follow: .nothing)
        return try .created(answer, at: answer.href, for: request)
    }

    private static func addition(_ wanted: VMRepresentation, _ inventory: Inventory) throws -> VMService.Addition {
        guard let name = wanted.name else { throw Failure.missing("name", of: "Vm", for: "add") }
        try wanted.refuseWhatNoVMHas()
        // A product that no number holds is refused as any that is too large.
        let cpus = wanted.cpu?.topology.map { $0.count ?? .max } ?? 1
        var addition = VMService.Addition(
            name: name, cluster: try inventory.cluster(wanted.cluster).id, cpus: cpus,
            memory: wanted.memory.map { ByteCount($0) } ?? .gibibytes(1),
            cloudInit: try wanted.initialization?.cloudInit(), description: wanted.description ?? "")
        addition.settings = try wanted.settings(in: inventory)
        return addition
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(VMRepresentation.self)
        let inventory = engine.inventory
        let present = try inventory.vms.required(request.id() as VMID)
        if wanted.changesMoreThanSettings(of: VMRepresentation(present, in: inventory, follow: .nothing)) {
            throw Failure(
                .invalid, "Nothing of a VM can be changed but its placement_policy and high_availability.",
                correction: "Leave out what else is to be changed.")
        }
        let vm = try await engine.vms.set(try wanted.settings(in: inventory), of: present.id)
        return try .one(VMRepresentation(vm, in: engine.inventory, follow: .nothing), for: request)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        if request.target.flag("detach_only") {
            throw Failure(.invalid, "A VM's disks go with it.", correction: "Remove it without detach_only.")
        }
        let job = try await engine.vms.remove(request.id(), by: request.origin)
        return try await .ended(job, engine, for: request)
    }

    // MARK: Actions

    private static func start(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        if action.pausesAfterStart == true {
            throw Failure(.invalid, "A VM cannot be started paused.", correction: "Start it without pause.")
        }
        if action.vm != nil {
            throw Failure(
                .invalid, "A VM cannot be changed for one run.",
                correction: "Start it without vm; what it is given is decided when it is created.")
        }
        let job = try await engine.vms.start(request.id(), by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func stop(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try await request.action()
        let job = try await engine.vms.stop(request.id(), by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func shutDown(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try await request.action()
        try await engine.vms.shutDown(request.id())
        return try .action("complete", for: request)
    }

    /// oVirt's `cluster`, `force` and `migrate_vms_in_affinity_closure` change nothing: there is one cluster to stay in, and no
    /// pinning or affinity to overrule.
    private static func migrate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        let host = try action.host.map { try $0.resolve(in: engine.inventory.hosts).id }
        let job = try await engine.vms.migrate(request.id(), to: host, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func cancelMigration(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try await request.action()
        try await engine.vms.cancelMigration(request.id())
        return try .action("complete", for: request)
    }

    // MARK: Serial console

    private static func readConsole(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let output = try await engine.vms.consoleOutput(request.id(), history: request.target.flag("history"))
        let body = ResponseBody { writer in
            try await EndlessContent(bytes: output).write(to: &writer, answering: request.body)
        }
        return APIAnswer(headers: [.contentType: "application/octet-stream"], body: body)
    }

    private static func writeConsole(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await engine.vms.writeToConsole(request.id(), ByteBuffer(bytes: try await request.bytes()))
        return try .action("complete", for: request)
    }
}
