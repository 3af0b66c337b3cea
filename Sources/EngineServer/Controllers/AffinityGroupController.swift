import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Affinity groups of a cluster, and their members.
enum AffinityGroupController {
    private static let path = "clusters/:cluster/affinitygroups"

    static let endpoints = [
        Endpoint(.get, path, run: list),
        Endpoint(.post, path, run: add),
        Endpoint(.get, "\(path)/:id", run: get),
        Endpoint(.put, "\(path)/:id", run: update),
        Endpoint(.delete, "\(path)/:id", run: remove),
        Endpoint(.get, "\(path)/:id/vms", run: vms),
        Endpoint(.post, "\(path)/:id/vms", run: addVM),
        Endpoint(.delete, "\(path)/:id/vms/:member", run: removeVM),
        Endpoint(.get, "\(path)/:id/hosts", run: hosts),
        Endpoint(.post, "\(path)/:id/hosts", run: addHost),
        Endpoint(.delete, "\(path)/:id/hosts/:member", run: removeHost),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let inventory = engine.inventory
        let cluster = try inventory.clusters.required(request.id("cluster"))
        let groups = inventory.affinityGroups.sortedByName.filter { $0.clusterID == cluster.id }
        let found = try request.found(in: groups, .affinityGroups)
        return try .list(found.map { AffinityGroupRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let group = try engine.inventory.affinityGroup(request.id(), of: request.id("cluster"))
        return try answer(group, engine, request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(AffinityGroupRepresentation.self)
        guard let name = wanted.name else { throw Failure.missing("name", of: "AffinityGroup", for: "add") }
        var group = AffinityGroup(name: name, clusterID: request.id("cluster"))
        try wanted.apply(to: &group, engine.inventory)
        let added = AffinityGroupRepresentation(try await engine.affinityGroups.add(group), in: engine.inventory)
        return try .created(added, at: added.href, for: request)
    }

    private static func update(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(AffinityGroupRepresentation.self)
        let inventory = engine.inventory
        return try await change(request, engine) { try wanted.apply(to: &$0, inventory) }
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await engine.affinityGroups.remove(request.id(), of: request.id("cluster"))
        return try .action("complete", for: request)
    }

    // MARK: Members

    private static func vms(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let inventory = engine.inventory
        let group = try inventory.affinityGroup(request.id(), of: request.id("cluster"))
        let vms = inventory.vms.sortedByName.filter { group.vms.contains($0.id) }
        return try .list(
            try request.cut(vms).map { VMRepresentation($0, in: inventory, follow: .nothing) }, for: request)
    }

    private static func hosts(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let inventory = engine.inventory
        let group = try inventory.affinityGroup(request.id(), of: request.id("cluster"))
        let hosts = inventory.hosts.sortedByName.filter { group.hosts.contains($0.id) }
        return try .list(try request.cut(hosts).map { HostRepresentation($0, in: inventory) }, for: request)
    }

    private static func addVM(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let member = try await request.content(VMRepresentation.self)
        let vm = try engine.inventory.vms.called(Reference(id: member.id, name: member.name)).id
        return try await change(request, engine) { $0.vms.insert(vm) }
    }

    private static func removeVM(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let vm: VMID = request.id("member")
        return try await change(request, engine) { group in
            if group.vms.remove(vm) == nil { throw notAMember("VM", vm.rawValue, of: group) }
        }
    }

    private static func addHost(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let member = try await request.content(HostRepresentation.self)
        let host = try engine.inventory.hosts.called(Reference(id: member.id, name: member.name)).id
        return try await change(request, engine) { $0.hosts.insert(host) }
    }

    private static func removeHost(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let host: HostID = request.id("member")
        return try await change(request, engine) { group in
            if group.hosts.remove(host) == nil { throw notAMember("host", host.rawValue, of: group) }
        }
    }

    private static func notAMember(_ kind: String, _ id: String, of group: AffinityGroup) -> Failure {
        Failure(
            .notFound, "Affinity group \(group.name) has no \(kind) with the id \(id).",
            correction: "List its members.")
    }

    private static func change(
        _ request: APIRequest, _ engine: Engine, _ change: @Sendable (inout AffinityGroup) throws -> Void
    ) async throws -> APIAnswer {
        let group = try await engine.affinityGroups.update(request.id(), of: request.id("cluster"), change)
        return try answer(group, engine, request)
    }

    private static func answer(_ group: AffinityGroup, _ engine: Engine, _ request: APIRequest) throws -> APIAnswer {
        try .one(AffinityGroupRepresentation(group, in: engine.inventory), for: request)
    }
}
