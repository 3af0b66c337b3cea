import Foundation
import FoundationXML

/// Why a text is no XML document.
struct XMLProblem: Error {
    var reason: String
}

/// One element of a document, with all that is in it.
struct XMLElement: Hashable {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    /// Its own character data without that of its children, trimmed of white space.
    var text = ""

    init(name: String, attributes: [String: String] = [:]) {
        self.name = name
        self.attributes = attributes
    }

    /// Reads a whole document; a truncated or otherwise broken one is refused.
    init(parsing document: String) throws(XMLProblem) {
        let builder = XMLTreeBuilder()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = builder
        let isParsed = parser.parse()
        if let error = parser.parserError { throw XMLProblem(reason: "line \(parser.lineNumber): \(error)") }
        // On Linux the parser reports success for truncated and empty documents; the tree shows what is missing.
        guard isParsed, builder.open.isEmpty, let root = builder.root, builder.rootCount == 1 else {
            throw XMLProblem(reason: "the document is incomplete")
        }
        self = root
    }

    /// The first child of this name.
    subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of this name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
    var open: [XMLElement] = []
    var root: XMLElement?
    var rootCount = 0

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(XMLElement(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if !open.isEmpty { open[open.count - 1].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard var element = open.popLast() else { return }
        element.text = element.text.trimmingCharacters(in: .whitespacesAndNewlines)
        if open.isEmpty {
            root = element
            rootCount += 1
        } else {
            open[open.count - 1].children.append(element)
        }
    }
}
