import MortarModel

/// Reads a JSON document as the elements that the same document has in XML.
///
/// Strict as RFC 8259. Numbers and booleans keep their text, so that nothing is lost of large numbers; a member that
/// is null is a member that is missing.
struct JSONElementParser {
    private var scanner: JSONScanner
    private let depthLimit: Int

    static func root(of bytes: [UInt8], depthLimit: Int) throws(Failure) -> Element {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed("JSON", "it is not UTF-8") }
        var parser = JSONElementParser(scanner: JSONScanner(bytes), depthLimit: depthLimit)
        var root = Element("")
        guard parser.scanner.next() == UInt8(ascii: "{") else {
            throw .malformed("JSON", bytes.isEmpty ? "it is empty" : "it does not begin with an object")
        }
        try parser.object(into: &root, depth: 0)
        guard parser.scanner.next() == nil else { throw parser.scanner.unexpected() }
        return root
    }

    /// What follows `{`, up to and with `}`.
    private mutating func object(into element: inout Element, depth: Int) throws(Failure) {
        if depth == depthLimit { throw .malformed("JSON", "it is nested more than \(depthLimit) deep") }
        var sign = scanner.next()
        if sign == UInt8(ascii: "}") { return }
        while true {
            guard sign == UInt8(ascii: "\"") else { throw scanner.unexpected() }
            let name = try scanner.string()
            guard scanner.next() == UInt8(ascii: ":") else { throw scanner.unexpected() }
            try member(name, of: &element, depth: depth)
            sign = scanner.next()
            if sign == UInt8(ascii: "}") { return }
            guard sign == UInt8(ascii: ",") else { throw scanner.unexpected() }
            sign = scanner.next()
        }
    }

    private mutating func member(_ name: String, of element: inout Element, depth: Int) throws(Failure) {
        switch scanner.next() {
        case UInt8(ascii: "["):
            try array(name, of: &element, depth: depth)
        case UInt8(ascii: "{"):
            var child = Element(name)
            try object(into: &child, depth: depth + 1)
            element.children.append(child)
        case let sign:
            guard let text = try scalar(sign) else { return }
            switch name {
            case "id": element.id = text
            case "href": element.href = text
            case "rel": element.relation = text
            default:
                var child = Element(name)
                child.text = text
                element.children.append(child)
            }
        }
    }

    /// What follows `[`, up to and with `]`: elements of the same name.
    private mutating func array(_ name: String, of element: inout Element, depth: Int) throws(Failure) {
        if depth == depthLimit { throw .malformed("JSON", "it is nested more than \(depthLimit) deep") }
        var sign = scanner.next()
        if sign == UInt8(ascii: "]") { return }
        while true {
            var child = Element(name)
            switch sign {
            // XML has no lists of lists: what is asked for as a scalar is refused for what it holds, the rest is skipped.
            case UInt8(ascii: "["): try array("", of: &child, depth: depth + 1)
            case UInt8(ascii: "{"): try object(into: &child, depth: depth + 1)
            default: child.text = try scalar(sign) ?? ""
            }
            element.children.append(child)
            sign = scanner.next()
            if sign == UInt8(ascii: "]") { return }
            guard sign == UInt8(ascii: ",") else { throw scanner.unexpected() }
            sign = scanner.next()
        }
    }

    /// A string, number, boolean or null that begins with `sign`; nil for null.
    private mutating func scalar(_ sign: UInt8?) throws(Failure) -> String? {
        switch sign {
        case UInt8(ascii: "\""): return try scanner.string()
        case UInt8(ascii: "t"): return try scanner.keyword("true")
        case UInt8(ascii: "f"): return try scanner.keyword("false")
        case UInt8(ascii: "n"):
            _ = try scanner.keyword("null")
            return nil
        default: return try scanner.number()
        }
    }
}
