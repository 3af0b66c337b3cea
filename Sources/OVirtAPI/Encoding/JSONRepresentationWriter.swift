import Foundation
import MortarModel

/// Writes representations as JSON the way oVirt does: booleans and whole numbers as strings, dates as milliseconds
/// since 1970.
struct JSONRepresentationWriter: RepresentationCoder {
    private(set) var bytes: [UInt8] = []
    /// Whether the innermost object or array has something already.
    private var needsComma = false
    /// The address of the innermost object.
    private var base: String?
    /// Links of the innermost object, to be written together at its end.
    private var pendingLinks: [Link] = []

    mutating func braces(_ content: (inout Self) throws(Failure) -> Void) throws(Failure) {
        let outer = (base, pendingLinks)
        (base, pendingLinks) = (nil, [])
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        try content(&self)
        if !pendingLinks.isEmpty { write(pendingLinks) }
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
        (base, pendingLinks) = outer
    }

    /// `"item":[…]`, or nothing where there are no items.
    mutating func items<Item: Representation>(
        _ name: String, _ items: some Sequence<Item>
    ) throws(Failure) {
        var isEmpty = true
        for var item in items {
            if isEmpty {
                key(name)
                bytes.append(UInt8(ascii: "["))
            } else {
                bytes.append(UInt8(ascii: ","))
            }
            isEmpty = false
            try braces { writer throws(Failure) in try item.describe(with: &writer) }
        }
        if !isEmpty { bytes.append(UInt8(ascii: "]")) }
    }

    mutating func identity(_ id: inout String?, _ href: inout String?) {
        if let id { string("id", id) }
        if let href { string("href", href) }
        base = href
    }

    mutating func value(_ name: String, _ value: inout String?) throws(Failure) {
        if let value { string(name, value) }
    }

    mutating func value(_ name: String, _ value: inout Bool?) throws(Failure) {
        if let value { string(name, value ? "true" : "false") }
    }

    mutating func value(_ name: String, _ value: inout Int64?) throws(Failure) {
        if let value { string(name, String(value)) }
    }

    mutating func value(_ name: String, _ value: inout Double?) throws(Failure) {
        guard let value else { return }
        key(name)
        bytes.append(contentsOf: value.description.utf8)
    }

    mutating func value(_ name: String, _ value: inout Date?) throws(Failure) {
        guard let value else { return }
        key(name)
        bytes.append(contentsOf: String(Timestamp.milliseconds(of: value)).utf8)
    }

    mutating func object<Content: Representation>(_ name: String, _ content: inout Content?) throws(Failure) {
        guard content != nil else { return }
        key(name)
        try braces { writer throws(Failure) in try content?.describe(with: &writer) }
    }

    mutating func list<Item: Representation>(_ name: String, of item: String, _ items: inout [Item]?) throws(Failure) {
        guard let items else { return }
        key(name)
        try braces { writer throws(Failure) in try writer.items(item, items) }
    }

    mutating func words(_ name: String, of item: String, _ words: inout [String]?) throws(Failure) {
        guard let words else { return }
        key(name)
        try braces { writer throws(Failure) in
            if !words.isEmpty { writer.array(item, words) { $0.append(jsonText: $1) } }
        }
    }

    mutating func links(_ links: inout [Link]) {
        pendingLinks += links
    }

    mutating func link(_ relation: String) {
        if let base { pendingLinks.append(Link(relation, "\(base)/\(relation)")) }
    }

    mutating func actions(_ names: [String]) {
        guard let base, !names.isEmpty else { return }
        key("actions")
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        write(names.map { Link($0, "\(base)/\($0)") })
        bytes.append(UInt8(ascii: "}"))
    }

    func finds(moreThan names: [String]) -> Bool { false }

    private mutating func write(_ links: [Link]) {
        array("link", links) { bytes, link in
            bytes.append(contentsOf: #"{"href":"#.utf8)
            bytes.append(jsonText: link.href)
            bytes.append(contentsOf: #","rel":"#.utf8)
            bytes.append(jsonText: link.relation)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private mutating func array<Item>(_ name: String, _ items: [Item], _ write: (inout [UInt8], Item) -> Void) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&bytes, item)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func string(_ name: String, _ value: String) {
        key(name)
        bytes.append(jsonText: value)
    }

    private mutating func key(_ name: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "\":".utf8)
    }
}
