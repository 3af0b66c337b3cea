/// An element of an XML document, with attributes and children in the order in which they are written.
struct XMLElement {
    private let name: String
    private let attributes: KeyValuePairs<String, String>
    private let children: [XMLElement]
    private let text: String?

    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XMLElement?] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children.compactMap(\.self)
        text = nil
    }

    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.name = name
        self.attributes = attributes
        children = []
        self.text = text
    }

    /// The element as lines, indented by two spaces per level.
    func rendered(indent: String = "") -> String {
        let words = attributes.map { "\($0.key)=\"\(escaped($0.value))\"" }
        let start = indent + "<" + ([name] + words).joined(separator: " ")
        if let text { return start + ">\(escaped(text))</\(name)>\n" }
        guard !children.isEmpty else { return start + "/>\n" }
        return start + ">\n" + children.map { $0.rendered(indent: indent + "  ") }.joined() + "\(indent)</\(name)>\n"
    }
}

/// A text as it may stand between quotes or tags; characters that XML 1.0 cannot hold become U+FFFD.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&apos;"
        // As they stand, readers would turn them into spaces.
        case "\t", "\n", "\r": result += "&#\(scalar.value);"
        default: result.unicodeScalars.append(scalar.isXML ? scalar : "\u{FFFD}")
        }
    }
    return result
}

extension Unicode.Scalar {
    /// Whether XML 1.0 has it (section 2.2, `Char`).
    var isXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
