package import Foundation
package import MortarModel

/// What a representation describes itself to: a writer of XML or JSON, or a reader of either.
///
/// A value that is nil is left out of a document, and what is missing in a document leaves its value as it was.
package protocol RepresentationCoder {
    /// What other objects call it by, and where it is.
    mutating func identity(_ id: inout String?, _ href: inout String?)
    mutating func value(_ name: String, _ value: inout String?) throws(Failure)
    mutating func value(_ name: String, _ value: inout Bool?) throws(Failure)
    mutating func value(_ name: String, _ value: inout Int64?) throws(Failure)
    mutating func value(_ name: String, _ value: inout Double?) throws(Failure)
    /// To the millisecond.
    mutating func value(_ name: String, _ value: inout Date?) throws(Failure)
    mutating func object<Content: Representation>(_ name: String, _ content: inout Content?) throws(Failure)
    /// An element `name` with any number of elements `item` in it.
    mutating func list<Item: Representation>(_ name: String, of item: String, _ items: inout [Item]?) throws(Failure)
    /// An element `name` with any number of words, each in an element `item`.
    mutating func words(_ name: String, of item: String, _ words: inout [String]?) throws(Failure)
    /// Links with addresses of their own.
    mutating func links(_ links: inout [Link])
    /// A link to what is found below the object's own address.
    mutating func link(_ relation: String)
    /// Links to what can be done with the object.
    mutating func actions(_ names: [String])
    /// Whether a reader stands on an element with other contents than `names`; false for writers.
    func finds(moreThan names: [String]) -> Bool
}

extension RepresentationCoder {
    mutating func value(_ name: String, _ value: inout Int?) throws(Failure) {
        var wide = value.map(Int64.init)
        try self.value(name, &wide)
        value = wide.map(Int.init)
    }

    /// A sub-collection: written in full where it is known, else as a link to it.
    mutating func collection<Item: Resource>(
        _ name: String, at relation: String, _ items: inout [Item]?
    ) throws(Failure) {
        if items == nil { link(relation) }
        try list(name, of: Item.element, &items)
    }
}

/// A link with an address of its own.
package struct Link: Sendable, Equatable {
    package var relation: String
    package var href: String

    package init(_ relation: String, _ href: String) {
        self.relation = relation
        self.href = href
    }
}
