import AsyncHTTPClient
import Foundation
import MortarModel
import NIOCore
import NIOHTTP1
package import OVirtAPI

/// What a request began: the object as it is now, and the job that goes on with it.
package struct Begun<Content: Sendable>: Sendable {
    package var content: Content
    /// Nil where nothing is left to be done.
    package var jobID: String?
}

extension MortarClient {
    /// The object at an address below the API's root or with an `href`.
    package func get<Content: Resource>(
        _ type: Content.Type, at path: String, follow: String? = nil
    ) async throws -> Content {
        let answer = try await answer(.GET, place(path), parameters(follow: follow))
        return try read(type, answer)
    }

    /// The object with this identity in a collection at the root.
    package func get<Content: Resource>(
        _ type: Content.Type, id: String, follow: String? = nil
    ) async throws -> Content {
        try await get(type, at: "\(Content.path)/\(try id.asPathSegment)", follow: follow)
    }

    /// The objects of a collection; at the root where no other place is given.
    ///
    /// - Parameters:
    ///   - search: in the grammar of `SearchQuery`.
    ///   - extra: other parameters of the query.
    package func list<Item: Resource>(
        _ type: Item.Type, at path: String = Item.path, search: String? = nil, max: Int? = nil, follow: String? = nil,
        extra: [String: String] = [:]
    ) async throws -> [Item] {
        let parameters = parameters(search: search, max: max, follow: follow).merging(extra) { $1 }
        let answer = try await answer(.GET, place(path), parameters)
        return try Self.media.decode(listOf: type, from: answer.bytes, limits: .answer)
    }

    /// The one object that is called so, by name or by identity.
    ///
    /// - Parameter kind: the word for it in failures, as `VM`.
    package func find<Item: Resource>(
        _ type: Item.Type, called name: String, kind: String, follow: String? = nil
    ) async throws -> Item {
        // In a search, “*” would stand for anything; no name has it, nor a quotation mark.
        if !name.contains("\"") && !name.contains("*") {
            let found = try await list(type, search: "name=\"\(name)\"", max: 2, follow: follow)
            if let only = found.first, found.count == 1 { return only }
            if found.count > 1 {
                throw Failure(
                    .conflict, "Several are called \(name).", correction: "Give the id of the one that you mean.",
                    objects: ["\(kind) \(name)"])
            }
        }
        do {
            return try await get(type, id: name, follow: follow)
        } catch let failure as Failure where failure.code == .notFound || failure.code == .invalid {
            throw Failure(
                .notFound, "There is no \(kind) “\(name)”.",
                correction: "See which there are with the command list.", objects: ["\(kind) \(name)"])
        }
    }

    /// Makes an object in a collection.
    package func add<Content: Resource>(
        _ content: Content, to path: String = Content.path, _ parameters: [String: String] = [:]
    ) async throws -> Begun<Content> {
        let answer = try await answer(.POST, place(path), parameters, body: .bytes(Self.media.encode(content)))
        return Begun(content: try read(Content.self, answer), jobID: answer.jobID)
    }

    /// Makes several objects of a collection at once.
    package func add<Item: Resource>(
        all items: [Item], to path: String, _ parameters: [String: String] = [:]
    ) async throws -> [Item] {
        let answer = try await answer(.POST, place(path), parameters, body: .bytes(Self.media.encode(list: items)))
        return try Self.media.decode(listOf: Item.self, from: answer.bytes, limits: .answer)
    }

    /// Changes what is said in `content` and leaves the rest as it is.
    package func update<Content: Resource>(_ content: Content, at path: String) async throws -> Content {
        let answer = try await answer(.PUT, place(path), body: .bytes(Self.media.encode(content)))
        return try read(Content.self, answer)
    }

    /// Begins to remove an object.
    package func remove(
        _ path: String, _ parameters: [String: String] = [:]
    ) async throws -> Begun<ActionRepresentation> {
        let answer = try await answer(.DELETE, place(path), parameters.merging(["async": "true"]) { $1 })
        return try begun(answer)
    }

    /// Does something with an object, `start` with `vms/…`.
    ///
    /// - Parameter limit: how long the answer may take.
    package func perform(
        _ verb: String, on path: String, _ action: ActionRepresentation = ActionRepresentation(),
        within limit: Duration = .seconds(60)
    ) async throws -> Begun<ActionRepresentation> {
        let answer = try await answer(
            .POST, "\(place(path))/\(verb)", ["async": "true"], body: .bytes(Self.media.encode(action)),
            deadline: .now() + TimeAmount(limit))
        return try begun(answer)
    }

    private func begun(_ answer: ServerAnswer) throws -> Begun<ActionRepresentation> {
        let action = answer.bytes.isEmpty ? ActionRepresentation() : try read(ActionRepresentation.self, answer)
        if let fault = action.fault { throw fault.failure(status: 500) }
        return Begun(content: action, jobID: answer.jobID ?? action.job?.id)
    }

    private func read<Content: Resource>(_ type: Content.Type, _ answer: ServerAnswer) throws -> Content {
        try Self.media.decode(type, from: answer.bytes, limits: .answer)
    }

    /// An `href` as it is, anything else below the root of the API.
    func place(_ path: String) -> String {
        path.hasPrefix("/") ? path : path.isEmpty ? APIPath.root : "\(APIPath.root)/\(path)"
    }

    private func parameters(search: String? = nil, max: Int? = nil, follow: String? = nil) -> [String: String] {
        let all = ["search": search, "max": max.map(String.init), "follow": follow]
        return all.compactMapValues(\.self)
    }
}

extension String {
    /// Escaped so that it stays one segment of a path.
    var asPathSegment: String {
        get throws(Failure) {
            guard self != "." && self != ".." && !isEmpty,
                let escaped = addingPercentEncoding(withAllowedCharacters: .unreservedInForms)
            else { throw Failure(.notFound, "“\(self)” is not the id of anything.") }
            return escaped
        }
    }
}
