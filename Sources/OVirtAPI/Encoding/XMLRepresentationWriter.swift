import Foundation
import MortarModel

/// Writes representations as XML.
struct XMLRepresentationWriter: RepresentationCoder {
    private(set) var bytes: [UInt8] = []
    /// Whether the start tag of the innermost element still takes attributes.
    private var isTagOpen = false
    /// The address of the innermost object.
    private var base: String?

    mutating func element(_ name: String, _ content: (inout Self) throws(Failure) -> Void) throws(Failure) {
        closeTag()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        isTagOpen = true
        let outerBase = base
        base = nil
        try content(&self)
        base = outerBase
        if isTagOpen {
            bytes.append(contentsOf: "/>".utf8)
            isTagOpen = false
        } else {
            bytes.append(contentsOf: "</".utf8)
            bytes.append(contentsOf: name.utf8)
            bytes.append(UInt8(ascii: ">"))
        }
    }

    mutating func identity(_ id: inout String?, _ href: inout String?) {
        if let id { attribute("id", id) }
        if let href { attribute("href", href) }
        base = href
    }

    mutating func value(_ name: String, _ value: inout String?) throws(Failure) {
        if let value { leaf(name) { $0.append(xmlText: value) } }
    }

    mutating func value(_ name: String, _ value: inout Bool?) throws(Failure) {
        if let value { leaf(name) { $0.append(contentsOf: (value ? "true" : "false").utf8) } }
    }

    mutating func value(_ name: String, _ value: inout Int64?) throws(Failure) {
        if let value { leaf(name) { $0.append(contentsOf: String(value).utf8) } }
    }

    mutating func value(_ name: String, _ value: inout Double?) throws(Failure) {
        if let value { leaf(name) { $0.append(contentsOf: value.description.utf8) } }
    }

    mutating func value(_ name: String, _ value: inout Date?) throws(Failure) {
        if let value { leaf(name) { $0.append(contentsOf: Timestamp.text(of: value).utf8) } }
    }

    mutating func object<Content: Representation>(_ name: String, _ content: inout Content?) throws(Failure) {
        guard content != nil else { return }
        try element(name) { writer throws(Failure) in try content?.describe(with: &writer) }
    }

    mutating func list<Item: Representation>(_ name: String, of item: String, _ items: inout [Item]?) throws(Failure) {
        guard let items else { return }
        try element(name) { writer throws(Failure) in
            for var content in items {
                try writer.element(item) { writer throws(Failure) in try content.describe(with: &writer) }
            }
        }
    }

    mutating func words(_ name: String, of item: String, _ words: inout [String]?) throws(Failure) {
        guard let words else { return }
        try element(name) { writer throws(Failure) in
            for word in words { writer.leaf(item) { $0.append(xmlText: word) } }
        }
    }

    mutating func links(_ links: inout [Link]) {
        for link in links { self.link(link.relation, link.href) }
    }

    mutating func link(_ relation: String) {
        if let base { link(relation, "\(base)/\(relation)") }
    }

    mutating func actions(_ names: [String]) {
        guard let base, !names.isEmpty else { return }
        closeTag()
        bytes.append(contentsOf: "<actions>".utf8)
        for name in names { link(name, "\(base)/\(name)") }
        bytes.append(contentsOf: "</actions>".utf8)
    }

    func finds(moreThan names: [String]) -> Bool { false }

    private mutating func link(_ relation: String, _ href: String) {
        closeTag()
        bytes.append(contentsOf: "<link".utf8)
        attribute("href", href)
        attribute("rel", relation)
        bytes.append(contentsOf: "/>".utf8)
    }

    private mutating func leaf(_ name: String, _ content: (inout [UInt8]) -> Void) {
        closeTag()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ">"))
        content(&bytes)
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func attribute(_ name: String, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        bytes.append(xmlText: value)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func closeTag() {
        guard isTagOpen else { return }
        bytes.append(UInt8(ascii: ">"))
        isTagOpen = false
    }
}
