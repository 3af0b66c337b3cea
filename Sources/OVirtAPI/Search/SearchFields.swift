package import MortarModel

/// What can be searched in objects of one kind, and how their fields are read.
package struct SearchFields<Object>: Sendable {
    /// None, one or, as for the storage domains of a disk, several values.
    package typealias Values = @Sendable (Object) -> [SearchValue]

    private let prefixes: [String]
    private let fields: [String: Values]
    private let defaults: [String]

    /// - Parameters:
    ///   - prefixes: What may stand before a field, as `vm` in `vm.name`; in the singular.
    ///   - defaults: Fields that are searched for a word without a field.
    ///   - fields: By name in lower case; `cluster.name` for a field of another object.
    package init(prefixes: [String], defaults: [String], fields: [String: Values]) {
        self.prefixes = prefixes
        self.defaults = defaults
        self.fields = fields
    }

    /// The objects that a query finds, in its order, at most `limit` of them.
    ///
    /// Of a query for a page, `limit` is the page's size, 100 where nothing is said.
    package func find<Objects: Sequence<Object>>(
        _ query: SearchQuery, in objects: Objects, isCaseSensitive: Bool = true, limit: Int? = nil
    ) throws(Failure) -> [Object] {
        let condition = try resolve(query.condition, isCaseSensitive: isCaseSensitive)
        var found = objects.filter(condition)
        if let order = query.order { found = try sorted(found, by: order) }
        guard let limit = limit ?? query.page.map({ _ in 100 }), limit >= 0 else { return found }
        let (skipped, overflow) = ((query.page ?? 1) - 1).multipliedReportingOverflow(by: limit)
        return overflow ? [] : Array(found.dropFirst(skipped).prefix(limit))
    }

    private func resolve(
        _ condition: SearchQuery.Condition, isCaseSensitive: Bool
    ) throws(Failure) -> (Object) -> Bool {
        switch condition {
        case .all: return { _ in true }
        case .and(let left, let right):
            let left = try resolve(left, isCaseSensitive: isCaseSensitive)
            let right = try resolve(right, isCaseSensitive: isCaseSensitive)
            return { left($0) && right($0) }
        case .or(let left, let right):
            let left = try resolve(left, isCaseSensitive: isCaseSensitive)
            let right = try resolve(right, isCaseSensitive: isCaseSensitive)
            return { left($0) || right($0) }
        case .text(let word):
            let values = try defaults.map { name throws(Failure) in try self.values(name) }
            return { object in
                values.contains { $0(object).contains { $0.matches("*\(word)*", isCaseSensitive: isCaseSensitive) } }
            }
        case .field(let name, let comparison, let text):
            let values = try values(name)
            return { comparison.holds(for: values($0), text, isCaseSensitive: isCaseSensitive) }
        }
    }

    private func sorted(_ objects: [Object], by order: SearchQuery.Order) throws(Failure) -> [Object] {
        let values = try values(order.field)
        let keyed = objects.map { (key: values($0).first, object: $0) }
        let ascending = keyed.sorted { left, right in
            let (left, right) = order.isAscending ? (left.key, right.key) : (right.key, left.key)
            guard let left, let right else { return left == nil && right != nil }
            return left.precedes(right)
        }
        return ascending.map(\.object)
    }

    /// A field by its name with or without the prefix of its kind, which may be in the plural.
    private func values(_ name: String) throws(Failure) -> Values {
        let path = name.lowercased().split(separator: ".", maxSplits: 1).map(String.init)
        if path.count == 2 {
            let prefix = path[0].hasSuffix("s") ? String(path[0].dropLast()) : path[0]
            if prefixes.contains(prefix), let field = fields[path[1]] { return field }
            if let field = fields["\(prefix).\(path[1])"] { return field }
        } else if let field = fields[name.lowercased()] {
            return field
        }
        throw .search("there is no field \(name), but \(fields.keys.sorted().joined(separator: ", "))")
    }
}

extension SearchComparison {
    /// Whether any of an object's values compares like this; for `!=`, whether none is equal.
    fileprivate func holds(for values: [SearchValue], _ text: String, isCaseSensitive: Bool) -> Bool {
        switch self {
        case .equal: return values.contains { $0.matches(text, isCaseSensitive: isCaseSensitive) }
        case .notEqual: return !values.contains { $0.matches(text, isCaseSensitive: isCaseSensitive) }
        default:
            return values.contains { value in
                guard let order = value.compare(with: text, isCaseSensitive: isCaseSensitive) else { return false }
                switch self {
                case .greater: return order > 0
                case .less: return order < 0
                case .greaterOrEqual: return order >= 0
                default: return order <= 0
                }
            }
        }
    }
}
