import Foundation
import MortarModel

/// Reads a JSON document as the elements that the same document has in XML.
enum JSONElementParser {
    static func root(of bytes: [UInt8], depthLimit: Int) throws(Failure) -> Element {
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw .malformed("JSON", "some part cannot be read")
        }
        guard case .object = value else { throw .malformed("JSON", "the outermost value is not an object") }
        var root = Element("")
        try fill(&root, with: value, depth: depthLimit)
        return root
    }

    private static func fill(_ element: inout Element, with value: JSONValue, depth: Int) throws(Failure) {
        switch value {
        case .null: return
        case .scalar(let text): element.text = text
        // XML has no lists of lists: what is asked for as a scalar is refused for what it holds, the rest is skipped.
        case .array: element.children.append(Element(""))
        case .object(let members):
            if depth == 0 { throw .malformed("JSON", "it is nested too deep") }
            for (name, member) in members {
                switch (name, member) {
                case (_, .null): continue
                case ("id", .scalar(let text)): element.id = text
                case ("href", .scalar(let text)): element.href = text
                case ("rel", .scalar(let text)): element.relation = text
                case (_, .array(let items)):
                    for item in items { try append(name, item, to: &element, depth: depth) }
                default: try append(name, member, to: &element, depth: depth)
                }
            }
        }
    }

    private static func append(
        _ name: String, _ value: JSONValue, to element: inout Element, depth: Int
    ) throws(Failure) {
        var child = Element(name)
        try fill(&child, with: value, depth: depth - 1)
        element.children.append(child)
    }
}

/// Any JSON value; scalars as the text that XML has for them.
private enum JSONValue: Decodable {
    case null
    case scalar(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {
            var members: [String: JSONValue] = [:]
            for key in container.allKeys {
                members[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
            }
            self = .object(members)
        } else if var container = try? decoder.unkeyedContainer() {
            var items: [JSONValue] = []
            while !container.isAtEnd { items.append(try container.decode(JSONValue.self)) }
            self = .array(items)
        } else {
            self = try Self(scalar: decoder.singleValueContainer())
        }
    }

    private init(scalar container: any SingleValueDecodingContainer) throws {
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .scalar(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .scalar(flag ? "true" : "false")
        } else if let number = try? container.decode(Int64.self) {
            self = .scalar(String(number))
        } else {
            self = .scalar(try container.decode(Double.self).description)
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
