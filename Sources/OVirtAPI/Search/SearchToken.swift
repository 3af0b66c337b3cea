import MortarModel

/// A word of a search.
enum SearchToken: Equatable {
    case word(String)
    /// In quotes: never a keyword.
    case quoted(String)
    case operation(SearchComparison)
    case open, close, colon

    /// The text of a word, quoted or not.
    var text: String? {
        switch self {
        case .word(let text), .quoted(let text): text
        default: nil
        }
    }

    func isKeyword(_ keyword: String) -> Bool {
        if case .word(let word) = self { word.lowercased() == keyword } else { false }
    }
}

/// How a field and a value are compared.
package enum SearchComparison: String, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case greater = ">"
    case less = "<"
    case greaterOrEqual = ">="
    case lessOrEqual = "<="
}

/// Takes a search apart.
struct SearchScanner {
    private var rest: Substring
    private(set) var tokens: [SearchToken] = []

    init(_ text: String) throws(Failure) {
        rest = text[...]
        while let character = rest.first { try scan(character) }
    }

    private mutating func scan(_ character: Character) throws(Failure) {
        switch character {
        case _ where character.isWhitespace: rest.removeFirst()
        case "(": take(.open)
        case ")": take(.close)
        case ":": take(.colon)
        case "\"": try scanQuoted()
        case "=", "!", "<", ">": try scanComparison()
        default:
            let word = rest.prefix { !$0.isWhitespace && !"()=<>!\"".contains($0) && ($0 != ":" || isTime) }
            rest = rest.dropFirst(word.count)
            tokens.append(.word(String(word)))
        }
    }

    /// Whether a colon belongs to a value, as in `time>10:30`, and not to a prefix, as in `Vms: name=a`.
    private var isTime: Bool {
        if case .operation? = tokens.last { true } else { false }
    }

    private mutating func take(_ token: SearchToken) {
        rest.removeFirst()
        tokens.append(token)
    }

    private mutating func scanQuoted() throws(Failure) {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "\"") else { throw .search("a quotation mark is missing") }
        tokens.append(.quoted(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
    }

    private mutating func scanComparison() throws(Failure) {
        let signs = SearchComparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        guard let comparison = signs.first(where: { rest.hasPrefix($0.rawValue) }) else {
            throw .search("“!” stands alone")
        }
        rest = rest.dropFirst(comparison.rawValue.count)
        tokens.append(.operation(comparison))
    }
}

extension Failure {
    /// For a search that cannot be understood.
    static func search(_ reason: String) -> Failure {
        Failure(
            .invalid, "The search cannot be understood: \(reason).",
            correction: "Write it as: name=web* and status=up sortby name asc")
    }
}
