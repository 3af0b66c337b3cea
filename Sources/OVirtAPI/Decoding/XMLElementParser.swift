import Foundation
import FoundationXML
import MortarModel

/// Reads an XML document as elements.
///
/// Strict: `XMLParser` alone calls truncated, mismatched, doubled and empty documents successes.
final class XMLElementParser: NSObject, XMLParserDelegate {
    private let depthLimit: Int
    private var open: [Element] = []
    private var root: Element?
    private var failure: Failure?

    private init(depthLimit: Int) {
        self.depthLimit = depthLimit
    }

    static func root(of bytes: [UInt8], depthLimit: Int) throws(Failure) -> Element {
        if bytes.contains("<!DOCTYPE") { throw .malformed("XML", "document types are not accepted") }
        let delegate = XMLElementParser(depthLimit: depthLimit)
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = delegate
        let succeeded = parser.parse()
        if let failure = delegate.failure { throw failure }
        guard succeeded, parser.parserError == nil else {
            throw .malformed("XML", "line \(parser.lineNumber), column \(parser.columnNumber) cannot be read")
        }
        guard delegate.open.isEmpty, let root = delegate.root else {
            throw .malformed("XML", bytes.isEmpty ? "it is empty" : "it ends too early")
        }
        return root
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if root != nil { return refuse(parser, "more than one element stands at its root") }
        if open.count == depthLimit { return refuse(parser, "it is nested more than \(depthLimit) deep") }
        var element = Element(name)
        element.id = attributes["id"]
        element.href = attributes["href"]
        element.relation = attributes["rel"]
        open.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let element = open.popLast(), element.name == name else {
            return refuse(parser, "the end of \(name) stands where none was begun")
        }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if !open.isEmpty { open[open.count - 1].text += text }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        guard let text = String(data: block, encoding: .utf8) else { return refuse(parser, "it is not UTF-8") }
        if !open.isEmpty { open[open.count - 1].text += text }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        if failure == nil {
            failure = .malformed("XML", "line \(parser.lineNumber), column \(parser.columnNumber) cannot be read")
        }
    }

    private func refuse(_ parser: XMLParser, _ reason: String) {
        if failure == nil { failure = .malformed("XML", reason) }
        parser.abortParsing()
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { pattern in
            indices.contains { self[$0] == pattern[0] && self[$0...].starts(with: pattern) }
        }
    }
}

extension Failure {
    /// For a document of which nothing can be said.
    static func malformed(_ format: String, _ reason: String) -> Failure {
        Failure(
            .invalid, "The document is not proper \(format).", cause: "Of the document, \(reason).",
            correction: "Send one well-formed \(format) document in UTF-8.")
    }
}
