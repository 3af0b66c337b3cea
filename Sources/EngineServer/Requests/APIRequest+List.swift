import MortarModel
import OVirtAPI

extension APIRequest {
    /// Those objects that the request's search finds, at most `max` of them, in the search's order.
    func found<Object>(in objects: some Sequence<Object>, _ fields: SearchFields<Object>) throws -> [Object] {
        try fields.find(
            SearchQuery(target.parameters["search"]), in: objects,
            isCaseSensitive: target.parameters["case_sensitive"] != "false", limit: try limit())
    }

    /// The first `max` of the objects.
    func cut<Object>(_ objects: [Object]) throws -> [Object] {
        Array(objects.prefix(try limit() ?? objects.count))
    }

    /// Which links the request wants in full; refuses others than `known`.
    func follow(_ known: String...) throws -> FollowQuery {
        let query = try FollowQuery(target.parameters["follow"])
        try query.check(against: known)
        return query
    }

    /// For objects that have no link to be followed.
    func refuseFollow() throws {
        _ = try follow()
    }

    private func limit() throws -> Int? {
        guard let text = target.parameters["max"] else { return nil }
        guard let limit = Int(text), limit >= 0 else {
            throw Failure(.invalid, "max is “\(text)”.", correction: "Send a whole number of at least 0.")
        }
        return limit
    }
}
