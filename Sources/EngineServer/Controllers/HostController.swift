import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Hosts.
enum HostController {
    static let endpoints = [
        Endpoint(.get, "hosts", run: list),
        Endpoint(.post, "hosts", run: add),
        Endpoint(.get, "hosts/:id", run: get),
        Endpoint(.put, "hosts/:id", run: update),
        Endpoint(.delete, "hosts/:id", run: remove),
        Endpoint(.post, "hosts/:id/replace", run: replace),
        Endpoint(.post, "hosts/:id/deactivate", run: deactivate),
        Endpoint(.post, "hosts/:id/activate", run: activate),
        Endpoint(.post, "hosts/:id/upgrade", run: upgrade),
        Endpoint(.post, "hosts/:id/upgradecheck", run: checkUpgrades),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let follow = try self.follow(request)
        let found = try request.found(in: inventory.hosts.sortedByName, .hosts(inventory))
        let book = follow.includes("block_devices") ? DeviceBook(inventory) : nil
        return try .list(
            found.map { HostRepresentation($0, in: inventory, follow: follow, book: book) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let host = try inventory.hosts.required(request.id())
        return try .one(HostRepresentation(host, in: inventory, follow: try follow(request)), for: request)
    }

    private static func follow(_ request: APIRequest) throws -> FollowQuery {
        try request.follow("block_devices", "cluster")
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(HostRepresentation.self)
        let added = try await engine.hosts.add(try addition(wanted, engine.inventory), by: request.origin)
        var answer = HostRepresentation(added.host, in: engine.inventory)
        answer.enrolment.certificate = added.certificate
        answer.enrolment.caCertificate = added.authority
        return try .created(answer, at: answer.href, for: request)
    }

    private static func addition(
        _ wanted: HostRepresentation, _ inventory: Inventory
    ) throws -> HostService.Addition {
        guard let name = wanted.name else { throw Failure.missing("name", of: "Host", for: "add") }
        guard let address = wanted.address else { throw Failure.missing("address", of: "Host", for: "add") }
        guard let certificateRequest = wanted.enrolment.certificateRequest else {
            throw Failure(
                .invalid, "A host is added with its agent's certificate request.",
                correction: "Use “mortar deploy”, which installs the agent and sends it.")
        }
        return .init(
            name: name, cluster: try inventory.cluster(wanted.cluster).id, address: address,
            storageAddress: wanted.mortar.storageAddress, zone: wanted.mortar.zone,
            certificateRequest: certificateRequest)
    }

    /// By another host, or by new hardware whose agent asks for a certificate.
    private static func replace(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        if let host = action.host {
            let successor = try host.resolve(in: engine.inventory.hosts)
            let job = try await engine.hosts.replace(request.id(), with: successor.id, by: request.origin)
            return try .action("in_progress", job: job, for: request)
        }
        guard let wanted = action.certificateRequest else {
            throw Failure(
                .invalid, "Neither a host nor a certificate request is given to take the lost host's place.",
                correction: "Use “mortar host replace”, which installs the agent and sends its request.")
        }
        let added = try await engine.hosts.replace(request.id(), certificateRequest: wanted, by: request.origin)
        var answer = ActionRepresentation(
            status: "in_progress", job: added.job.id.rawValue, correlationID: request.correlationID)
        answer.certificate = added.certificate
        answer.caCertificate = added.authority
        return try .one(answer, for: request)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try await engine.hosts.remove(request.id(), by: request.origin)
        return try await .ended(job, engine, for: request)
    }
}

extension Inventory {
    /// The cluster that a client calls, or the only one.
    func cluster(_ wanted: Linked<ClusterRepresentation>?) throws -> Cluster {
        if let wanted { return try wanted.resolve(in: clusters) }
        guard clusters.count == 1, let only = clusters.sortedByName.first else {
            throw Failure(.invalid, "There are several clusters.", correction: "Name one.")
        }
        return only
    }
}

extension APIAnswer {
    /// The answer to a removal: it waits for the job's end, unless the client asks not to.
    static func ended(_ job: Job, _ engine: Engine, for request: APIRequest) async throws -> APIAnswer {
        if request.target.flag("async") { return try .action("in_progress", job: job, for: request) }
        try await engine.workflows.result(of: job.id)
        return try .action("complete", job: job, for: request)
    }
}
