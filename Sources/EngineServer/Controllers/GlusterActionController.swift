import AgentAPI
import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// What can be done with a Gluster volume of users as a whole.
enum GlusterActionController {
    private static let path = "clusters/:cluster/glustervolumes/:id"

    static let endpoints = [
        Endpoint(.post, "\(path)/start", run: start),
        Endpoint(.post, "\(path)/stop", run: stop),
        Endpoint(.post, "\(path)/setoption", run: setOption),
        Endpoint(.post, "\(path)/resetoption", run: resetOption),
        Endpoint(.post, "\(path)/resetalloptions", run: resetAllOptions),
        Endpoint(.post, "\(path)/rebalance", run: rebalance),
        Endpoint(.post, "\(path)/stoprebalance", run: stopRebalance),
        Endpoint(.post, "\(path)/startprofile", run: startProfile),
        Endpoint(.post, "\(path)/stopprofile", run: stopProfile),
    ]

    private static func start(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, action in
            try await engine.volumes.start(id, force: action.force == true, by: request.origin)
        }
    }

    private static func stop(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, action in
            try await engine.volumes.stop(id, force: action.force == true, by: request.origin)
        }
    }

    private static func setOption(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, action in
            guard let name = action.option?.name, let value = action.option?.value else {
                throw Failure(.incomplete, "The option lacks its name or value.", correction: "Give both.")
            }
            try await engine.volumes.set(id, option: name, to: value, by: request.origin)
        }
    }

    private static func resetOption(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, action in
            guard let name = action.option?.name else {
                throw Failure(.incomplete, "The option lacks its name.", correction: "Give it.")
            }
            try await engine.volumes.reset(id, option: name, force: action.force == true, by: request.origin)
        }
    }

    private static func resetAllOptions(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, action in
            try await engine.volumes.reset(id, option: nil, force: action.force == true, by: request.origin)
        }
    }

    private static func rebalance(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        _ = try engine.inventory.clusters.required(request.id("cluster"))
        let action = try await request.action()
        let mode: RebalanceMode =
            action.fixesLayout == true ? .layoutOnly : action.force == true ? .forced : .balanced
        let job = try await engine.volumes.rebalance(request.pathValues["id"] ?? "", mode, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func stopRebalance(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, _ in try await engine.volumes.stopRebalance(id, by: request.origin) }
    }

    private static func startProfile(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, _ in
            try await engine.volumes.profile(id, isOn: true, by: request.origin)
        }
    }

    private static func stopProfile(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await done(request, engine) { id, _ in
            try await engine.volumes.profile(id, isOn: false, by: request.origin)
        }
    }

    private static func done(
        _ request: APIRequest, _ engine: Engine, _ work: (String, ActionRepresentation) async throws -> Void
    ) async throws -> APIAnswer {
        _ = try engine.inventory.clusters.required(request.id("cluster"))
        let action = try await request.action()
        try await work(request.pathValues["id"] ?? "", action)
        return try .action("complete", for: request)
    }
}
