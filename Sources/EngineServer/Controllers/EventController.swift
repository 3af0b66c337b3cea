import EngineCore
import HTTPTypes
import MortarModel
import OVirtAPI

/// Events, the newest first.
enum EventController {
    static let endpoints = [
        Endpoint(.get, "events", run: list),
        Endpoint(.get, "events/:id", run: get),
    ]

    private static func list(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        let from = try request.target.parameters["from"].map { text in
            guard let index = Int64(text) else {
                throw Failure(.invalid, "from is “\(text)”.", correction: "Send the index of an event.")
            }
            return index
        }
        let events = inventory.events.filter { $0.index > from ?? 0 }.sorted { $0.index > $1.index }
        try request.refuseFollow()
        let found = try request.found(in: events, .events(inventory))
        return try .list(found.map { EventRepresentation($0, in: inventory) }, for: request)
    }

    private static func get(_ request: APIRequest, _ engine: Engine) async throws -> APIAnswer {
        let inventory = engine.inventory
        return try .one(EventRepresentation(try inventory.events.required(request.id()), in: inventory), for: request)
    }
}
