import Foundation
import MortarModel

/// Reads representations from elements.
///
/// Elements that nothing asks for are skipped; of elements that should be there once, one counts.
struct ElementReader: RepresentationCoder {
    private let element: Element
    /// The child after the last one asked for: documents mostly have the order of the description.
    private var cursor = 0

    init(_ element: Element) {
        self.element = element
    }

    mutating func identity(_ id: inout String?, _ href: inout String?) {
        if let found = element.id { id = found }
        if let found = element.href { href = found }
    }

    mutating func value(_ name: String, _ value: inout String?) throws(Failure) {
        guard let child = next(name) else { return }
        guard child.children.isEmpty else { throw .misread(name, "has elements within", expected: "text") }
        value = child.text
    }

    mutating func value(_ name: String, _ value: inout Bool?) throws(Failure) {
        guard let text = try scalar(name, "true or false") else { return }
        switch text.lowercased() {
        case "true", "1": value = true
        case "false", "0": value = false
        default: throw .misread(name, "is “\(text)”", expected: "true or false")
        }
    }

    mutating func value(_ name: String, _ value: inout Int64?) throws(Failure) {
        guard let text = try scalar(name, "a whole number") else { return }
        guard let number = Int64(text) else { throw .misread(name, "is “\(text)”", expected: "a whole number") }
        value = number
    }

    mutating func value(_ name: String, _ value: inout Double?) throws(Failure) {
        guard let text = try scalar(name, "a number") else { return }
        guard let number = Double(text), number.isFinite else {
            throw .misread(name, "is “\(text)”", expected: "a number")
        }
        value = number
    }

    mutating func value(_ name: String, _ value: inout Date?) throws(Failure) {
        guard let text = try scalar(name, "a date") else { return }
        guard let date = Timestamp.date(parsing: text) else {
            throw .misread(name, "is “\(text)”", expected: "a date as 2026-01-31T09:53:35.138+00:00")
        }
        value = date
    }

    mutating func object<Content: Representation>(_ name: String, _ content: inout Content?) throws(Failure) {
        if let child = next(name) { content = try Self.content(of: child) }
    }

    mutating func list<Item: Representation>(_ name: String, of item: String, _ items: inout [Item]?) throws(Failure) {
        if let child = next(name) { items = try Self.items(item, of: child) }
    }

    mutating func words(_ name: String, of item: String, _ words: inout [String]?) throws(Failure) {
        guard let child = next(name) else { return }
        words = child.children.filter { $0.name == item }.map(\.text)
    }

    mutating func links(_ links: inout [Link]) {
        for child in element.children where child.name == "link" {
            if let relation = child.relation, let href = child.href { links.append(Link(relation, href)) }
        }
    }

    mutating func link(_ relation: String) {}

    mutating func actions(_ names: [String]) {}

    func finds(moreThan names: [String]) -> Bool {
        element.children.contains { !names.contains($0.name) && $0.name != "link" && $0.name != "actions" }
    }

    static func content<Content: Representation>(of element: Element) throws(Failure) -> Content {
        var content = Content()
        var reader = ElementReader(element)
        try content.describe(with: &reader)
        return content
    }

    static func items<Item: Representation>(_ name: String, of element: Element) throws(Failure) -> [Item] {
        var items: [Item] = []
        for child in element.children where child.name == name { items.append(try content(of: child)) }
        return items
    }

    private mutating func scalar(_ name: String, _ expected: String) throws(Failure) -> String? {
        guard let child = next(name) else { return nil }
        guard child.children.isEmpty else { throw .misread(name, "has elements within", expected: expected) }
        return child.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension ElementReader {
    private mutating func next(_ name: String) -> Element? {
        if cursor < element.children.count, element.children[cursor].name == name {
            cursor += 1
            return element.children[cursor - 1]
        }
        guard let index = element.children.firstIndex(where: { $0.name == name }) else { return nil }
        cursor = index + 1
        return element.children[index]
    }
}

extension Failure {
    /// For an element whose content is not what it should be.
    static func misread(_ element: String, _ found: String, expected: String) -> Failure {
        Failure(.invalid, "The element \(element) \(found), which is not \(expected).", correction: "Send \(expected).")
    }
}
