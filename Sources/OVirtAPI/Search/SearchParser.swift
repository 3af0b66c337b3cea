import MortarModel

/// Reads the grammar of searches by recursive descent; `and` binds tighter than `or` and may be left out.
struct SearchParser {
    private var tokens: ArraySlice<SearchToken>
    private var termCount = 0
    private static let depthLimit = 32
    /// Conditions are trees that are walked by recursion: as deep as there are terms.
    private static let termLimit = 200

    init(_ text: String) throws(Failure) {
        tokens = try SearchScanner(text).tokens[...]
    }

    mutating func query() throws(Failure) -> SearchQuery {
        skipPrefix()
        let condition = atEndOfCondition ? .all : try disjunction(depth: 0)
        let order = try order()
        let page = try page()
        if let extra = tokens.first { throw .search("“\(extra.sign)” stands where nothing is expected") }
        return SearchQuery(condition: condition, order: order, page: page)
    }

    /// `Vms:` in front, as the web console of oVirt writes it.
    private mutating func skipPrefix() {
        if tokens.dropFirst().first == .colon { tokens = tokens.dropFirst(2) }
    }

    private mutating func disjunction(depth: Int) throws(Failure) -> SearchQuery.Condition {
        if depth > Self.depthLimit { throw .search("it has too many parentheses") }
        var condition = try conjunction(depth: depth)
        while accept("or") { condition = .or(condition, try conjunction(depth: depth)) }
        return condition
    }

    private mutating func conjunction(depth: Int) throws(Failure) -> SearchQuery.Condition {
        var condition = try factor(depth: depth)
        while true {
            if accept("and") {
                condition = .and(condition, try factor(depth: depth))
            } else if atEndOfCondition || tokens.first == .close || tokens.first?.isKeyword("or") == true {
                return condition
            } else {
                condition = .and(condition, try factor(depth: depth))
            }
        }
    }

    private mutating func factor(depth: Int) throws(Failure) -> SearchQuery.Condition {
        guard let token = tokens.popFirst() else { throw .search("it ends too early") }
        if token == .open {
            let condition = try disjunction(depth: depth + 1)
            guard tokens.popFirst() == .close else { throw .search("a parenthesis is not closed") }
            return condition
        }
        termCount += 1
        if termCount > Self.termLimit { throw .search("it has more than \(Self.termLimit) terms") }
        guard let word = token.text else { throw .search("a field or a word is expected before “\(token.sign)”") }
        guard case .operation(let comparison)? = tokens.first else { return .text(word) }
        tokens.removeFirst()
        guard let value = tokens.popFirst()?.text else { throw .search("\(word)\(comparison.rawValue) lacks a value") }
        return .field(word, comparison, value)
    }

    private mutating func order() throws(Failure) -> SearchQuery.Order? {
        guard accept("sortby") else { return nil }
        guard let field = tokens.popFirst()?.text else { throw .search("sortby lacks a field") }
        if accept("desc") { return SearchQuery.Order(field: field, isAscending: false) }
        _ = accept("asc")
        return SearchQuery.Order(field: field, isAscending: true)
    }

    private mutating func page() throws(Failure) -> Int? {
        guard accept("page") else { return nil }
        guard let word = tokens.popFirst()?.text, let page = Int(word), page > 0 else {
            throw .search("page lacks a number from 1 on")
        }
        return page
    }

    private var atEndOfCondition: Bool {
        guard let next = tokens.first else { return true }
        let following = tokens.dropFirst().first
        if case .operation? = following { return false }
        return next.isKeyword("sortby") || next.isKeyword("page") && Int(following?.text ?? "") != nil
    }

    private mutating func accept(_ keyword: String) -> Bool {
        guard tokens.first?.isKeyword(keyword) == true else { return false }
        if case .operation? = tokens.dropFirst().first { return false }
        tokens.removeFirst()
        return true
    }
}

extension SearchToken {
    /// As it was written.
    fileprivate var sign: String {
        switch self {
        case .word(let text), .quoted(let text): text
        case .operation(let comparison): comparison.rawValue
        case .open: "("
        case .close: ")"
        case .colon: ":"
        }
    }
}
