import AgentAPI
import EngineCore
import HTTPTypes
import HashTreeCollections
import MortarModel
import OVirtAPI

/// The bricks of a Gluster volume.
enum GlusterBrickController {
    private static let path = "clusters/:cluster/glustervolumes/:id/glusterbricks"

    static let endpoints = [
        Endpoint(.get, path, run: list),
        Endpoint(.post, path, run: add),
        Endpoint(.delete, path, run: remove),
        Endpoint(.post, "\(path)/migrate", run: migrate),
        Endpoint(.post, "\(path)/stopmigrate", run: stopMigrate),
        Endpoint(.post, "\(path)/activate", run: activate),
        Endpoint(.get, "\(path)/:brick", run: get),
        Endpoint(.delete, "\(path)/:brick", run: removeOne),
        Endpoint(.post, "\(path)/:brick/replace", run: replace),
        Endpoint(.post, "\(path)/:brick/reset", run: reset),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        try request.refuseFollow()
        let bricks = volume.facts.bricks.map { BrickRepresentation($0, of: volume, cluster, in: engine.inventory) }
        return try .list(try request.cut(bricks), for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        let brick = try volume.brick(request.pathValues["brick"] ?? "", in: engine.inventory)
        return try .one(BrickRepresentation(brick, of: volume, cluster, in: engine.inventory), for: request)
    }

    private static func add(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (cluster, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        let wanted = try await request.bricks()
        let addition = VolumeService.Extension(
            bricks: try wanted.map { try $0.place(in: engine.inventory) },
            replicaCount: try request.number("replica_count"),
            addsArbiter: wanted.contains { $0.isArbiter == true }, force: request.target.flag("force"))
        let made = try await engine.volumes.add(addition, to: volume.facts.id, by: request.origin)
        let (_, now) = try GlusterVolumeController.volume(request, engine.inventory)
        let bricks = now.facts.bricks.filter { made.contains($0.brick) }
        return try .list(
            bricks.map { BrickRepresentation($0, of: now, cluster, in: engine.inventory) }, for: request,
            status: .created)
    }

    private static func remove(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        try await engine.volumes.remove(
            try await named(request, volume, engine), from: volume.facts.id,
            replicaCount: try request.number("replica_count"), by: request.origin)
        return try .action("complete", for: request)
    }

    private static func removeOne(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        let brick = try volume.brick(request.pathValues["brick"] ?? "", in: engine.inventory)
        try await engine.volumes.remove(
            [brick.brick], from: volume.facts.id, replicaCount: try request.number("replica_count"), by: request.origin)
        return try .action("complete", for: request)
    }

    private static func migrate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        let job = try await engine.volumes.migrate(
            try await named(request, volume, engine), of: volume.facts.id, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func stopMigrate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        try await engine.volumes.stopMigration(
            try await named(request, volume, engine), of: volume.facts.id, by: request.origin)
        return try .action("complete", for: request)
    }

    private static func activate(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        try await engine.volumes.keep(
            try await named(request, volume, engine), of: volume.facts.id, by: request.origin)
        return try .action("complete", for: request)
    }

    private static func replace(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let action = try await request.action()
        guard let wanted = action.bricks?.first, action.bricks?.count == 1 else {
            throw Failure(
                .incomplete, "It is not said what takes the brick's place.",
                correction: "Give bricks with one brick, its server_id and brick_dir.")
        }
        return try await replace(by: try wanted.place(in: engine.inventory), action, request, engine)
    }

    private static func reset(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        try await replace(by: nil, try await request.action(), request, engine)
    }

    private static func replace(
        by place: BrickPlace?, _ action: ActionRepresentation, _ request: APIRequest, _ engine: Engine
    ) async throws -> APIAnswer {
        let (_, volume) = try GlusterVolumeController.volume(request, engine.inventory)
        let brick = try volume.brick(request.pathValues["brick"] ?? "", in: engine.inventory)
        let job = try await engine.volumes.replace(
            brick.brick, of: volume.facts.id, with: place, force: action.force == true, by: request.origin)
        return try .action("in_progress", job: job, for: request)
    }

    private static func named(
        _ request: APIRequest, _ volume: VolumeObservation, _ engine: Engine
    ) async throws -> [VolumeBrick] {
        try await request.bricks().map { try $0.brick(of: volume, in: engine.inventory) }
    }
}
