import Foundation
import FoundationXML

/// What a domain that runs needs of a host, as its migratable description tells.
package struct DomainHardware: Sendable, Hashable {
    /// Whether a program runs the guest's instructions.
    package var isEmulated: Bool
    /// QEMU's machine with its version, as `pc-q35-7.2`.
    package var machine: String
    /// The `cpu` element; nil where there is none.
    package var processor: String?

    package init(isEmulated: Bool, machine: String, processor: String?) {
        self.isEmulated = isEmulated
        self.machine = machine
        self.processor = processor
    }

    /// Throws `UnreadableDomain` for anything that is no domain with a machine.
    package init(parsing xml: String) throws {
        let reader = HardwareReader()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        // `parse()` is true for truncated documents too.
        guard parser.parse(), parser.parserError == nil, reader.path.isEmpty, let type = reader.type,
            let machine = reader.machine
        else { throw UnreadableDomain(reason: "It lacks its type or its machine.") }
        self.init(
            isEmulated: type != "kvm", machine: machine, processor: reader.processor.isEmpty ? nil : reader.processor)
    }
}

/// Collects what the hardware is made of, and writes the `cpu` element down again as it comes.
private final class HardwareReader: NSObject, XMLParserDelegate {
    var path: [String] = []
    var type: String?
    var machine: String?
    var processor = ""

    private var isInProcessor: Bool { path.starts(with: ["domain", "cpu"]) }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        if path == ["domain"] { type = attributes["type"] }
        if path == ["domain", "os", "type"] { machine = attributes["machine"] }
        guard isInProcessor else { return }
        let words = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\($0.value.asXML)\"" }
        processor += "<\(name)\(words.joined())>"
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isInProcessor { processor += text.asXML }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if isInProcessor { processor += "</\(name)>" }
        path.removeLast()
    }
}

extension String {
    fileprivate var asXML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
