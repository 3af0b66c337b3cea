import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// How hosts are chosen for VMs: the policies that clusters can have, built-in and of users' own.
enum SchedulingPolicyController {
    static let endpoints = [
        Endpoint(.get, "schedulingpolicies", run: list),
        Endpoint(.post, "schedulingpolicies", run: add),
        Endpoint(.get, "schedulingpolicies/:id", run: get),
        Endpoint(.delete, "schedulingpolicies/:id", run: remove),
        Endpoint(.get, "schedulingpolicies/:id/filters", run: filters),
        Endpoint(.get, "schedulingpolicies/:id/weights", run: weights),
        EmptyCollection.ofSchedulingPolicies("balances"),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let found = try request.found(in: engine.inventory.allSchedulingPolicies, .schedulingPolicies)
        return try .list(found.map { SchedulingPolicyRepresentation($0) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let follow = try request.follow("filters", "weight")
        let policy = try engine.inventory.requiredSchedulingPolicy(request.id())
        var answer = SchedulingPolicyRepresentation(policy)
        if follow.includes("filters") { answer.filters = filters(of: policy) }
        if follow.includes("weight") { answer.weights = weights(of: policy) }
        return try .one(answer, for: request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let wanted = try await request.content(SchedulingPolicyRepresentation.self)
        let answer = SchedulingPolicyRepresentation(try await engine.schedulingPolicies.add(try wanted.addition()))
        return try .created(answer, at: answer.href, for: request)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await engine.schedulingPolicies.remove(request.id())
        return try .action("complete", for: request)
    }

    private static func filters(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let policy = try engine.inventory.requiredSchedulingPolicy(request.id())
        return try .list(try request.cut(filters(of: policy)), for: request)
    }

    private static func weights(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try request.refuseFollow()
        let policy = try engine.inventory.requiredSchedulingPolicy(request.id())
        return try .list(try request.cut(weights(of: policy)), for: request)
    }

    private static func filters(of policy: SchedulingPolicy) -> [PolicyFilterRepresentation] {
        policy.activeFilters.enumerated().map { PolicyFilterRepresentation($1, at: $0, of: policy) }
    }

    private static func weights(of policy: SchedulingPolicy) -> [PolicyWeightRepresentation] {
        policy.weights.map { PolicyWeightRepresentation($0, of: policy) }
    }
}
