package import Foundation

/// What an object has in a field that can be searched.
package enum SearchValue: Sendable {
    /// Compared by pattern, ordered by alphabet.
    case text(String)
    case number(Double)
    case date(Date)
    /// A word of a fixed order: `severity>warning`. Case never matters.
    case word(String, order: [String])

    /// A word of a set without an order.
    package static func word(_ word: String) -> SearchValue { .word(word, order: []) }
    package static func number(_ number: some BinaryInteger) -> SearchValue { .number(Double(number)) }

    /// -1, 0 or 1 for less, equal and greater; nil where the two cannot be compared.
    func compare(with text: String, isCaseSensitive: Bool) -> Int? {
        switch self {
        case .text(let own): isCaseSensitive ? order(own, text) : order(own.lowercased(), text.lowercased())
        case .number(let own): Double(text).map { order(own, $0) }
        case .date(let own): Timestamp.date(parsing: text).map { order(own, $0) }
        case .word(let own, let words):
            if let left = words.firstIndex(of: own), let right = words.firstIndex(of: text.lowercased()) {
                order(left, right)
            } else {
                order(own.lowercased(), text.lowercased())
            }
        }
    }

    /// Whether it is what the pattern says, in which `*` stands for anything.
    func matches(_ pattern: String, isCaseSensitive: Bool) -> Bool {
        switch self {
        case .text(let own): Wildcard(pattern, isCaseSensitive: isCaseSensitive).matches(own)
        case .word(let own, _): Wildcard(pattern, isCaseSensitive: false).matches(own)
        case .number, .date: pattern == "*" || compare(with: pattern, isCaseSensitive: true) == 0
        }
    }

    /// Less than another of the same field, for sorting.
    func precedes(_ other: SearchValue) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): left < right
        case (.number(let left), .number(let right)): left < right
        case (.date(let left), .date(let right)): left < right
        case (.word(let left, let words), .word(let right, _)):
            (words.firstIndex(of: left) ?? words.count, left) < (words.firstIndex(of: right) ?? words.count, right)
        default: false
        }
    }

    private func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}

/// A pattern in which `*` stands for any text.
struct Wildcard {
    private let pieces: [Substring.UTF8View]
    private let folds: Bool

    init(_ pattern: String, isCaseSensitive: Bool) {
        folds = !isCaseSensitive
        let text = folds ? pattern.lowercased() : pattern
        pieces = text.split(separator: "*", omittingEmptySubsequences: false).map(\.utf8)
    }

    func matches(_ text: String) -> Bool {
        let text = folds ? text.lowercased() : text
        var rest = text.utf8[...]
        guard pieces.count > 1 else { return rest.elementsEqual(pieces[0]) }
        guard rest.starts(with: pieces[0]) else { return false }
        rest = rest.dropFirst(pieces[0].count)
        for piece in pieces[1..<(pieces.count - 1)] where !piece.isEmpty {
            guard let end = rest.end(ofFirst: piece) else { return false }
            rest = rest[end...]
        }
        let last = pieces[pieces.count - 1]
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
}

extension Substring.UTF8View {
    fileprivate func end(ofFirst piece: Substring.UTF8View) -> Index? {
        var start = startIndex
        while start < endIndex {
            if self[start...].starts(with: piece) { return index(start, offsetBy: piece.count) }
            start = index(after: start)
        }
        return nil
    }
}
