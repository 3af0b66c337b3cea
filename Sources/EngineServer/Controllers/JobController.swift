import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI
import Workflow

/// Jobs and their steps.
enum JobController {
    static let endpoints = [
        Endpoint(.get, "jobs", run: list),
        Endpoint(.get, "jobs/:id", run: get),
        Endpoint(.get, "jobs/:id/steps", run: steps),
        Endpoint(.get, "jobs/:id/steps/:step", run: step),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let follow = try request.follow("steps")
        let found = try request.found(in: engine.inventory.jobs, .jobs)
        return try .list(found.map { JobRepresentation($0, follow: follow) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try engine.inventory.job(request.id())
        return try .one(JobRepresentation(job, follow: try request.follow("steps")), for: request)
    }

    private static func steps(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try engine.inventory.job(request.id())
        try request.refuseFollow()
        return try .list(try request.cut(StepRepresentation.steps(of: job)), for: request)
    }

    private static func step(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let job = try engine.inventory.job(request.id())
        guard let step = StepRepresentation.steps(of: job).first(where: { $0.id == request.pathValues["step"] }) else {
            throw Failure(.notFound, "The job has no such step.")
        }
        return try .one(step, for: request)
    }
}

extension Inventory {
    fileprivate func job(_ id: JobID) throws -> Job {
        job(of: try workflows.required(Identifier(rawValue: id.rawValue)))
    }
}
