import Foundation
import FoundationXML
package import MortarModel

/// What Mortar reads back from the description of a domain that it started once.
package struct DomainSummary: Sendable, Hashable {
    /// The name of Mortar's element in `metadata`.
    package static let namespace = "urn:mortar:vm:1"

    package var id: VMID
    package var name: String
    package var cpus: Int
    package var memory: ByteCount
    /// Nil when a later version wrote a word that this one does not know.
    package var access: DiskAccess?

    package init(id: VMID, name: String, cpus: Int, memory: ByteCount, access: DiskAccess?) {
        self.id = id
        self.name = name
        self.cpus = cpus
        self.memory = memory
        self.access = access
    }

    /// From the text that libvirt returns; nil for domains that are not Mortar's.
    ///
    /// Throws `UnreadableDomain` for an incomplete text, and for a domain of Mortar's that cannot be read: a VM of which nothing is
    /// told would count as gone.
    package init?(parsing xml: String) throws {
        let reader = DomainReader()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.shouldProcessNamespaces = true
        parser.delegate = reader
        // `parse()` is true for truncated documents too: the error and the open elements tell.
        guard parser.parse(), parser.parserError == nil, reader.isComplete else {
            throw UnreadableDomain(reason: "The text is incomplete.")
        }
        guard let vm = reader.vm else { return nil }
        guard let id = vm["id"], let cpus = reader.cpus,
            let kibibytes = Int64(reader.memory.trimmingWhitespace())
        else { throw UnreadableDomain(reason: "It lacks its id, its processors or its memory.") }
        self.init(
            id: VMID(rawValue: id), name: vm["name"] ?? id, cpus: cpus, memory: .kibibytes(kibibytes),
            access: vm["access"].flatMap(DiskAccess.init))
    }
}

/// A description of a domain that may be Mortar's and cannot be read.
package struct UnreadableDomain: Error, Sendable, Hashable, CustomStringConvertible {
    package var reason: String

    package var description: String { "The description of a domain cannot be read: \(reason)" }
}

extension String {
    fileprivate func trimmingWhitespace() -> String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// Collects what a summary is made of. libvirt writes memory in KiB.
private final class DomainReader: NSObject, XMLParserDelegate {
    /// The attributes of Mortar's own element; nil where there is none.
    private(set) var vm: [String: String]?
    /// Those that the guest has; there may be room for more.
    var cpus: Int? { Int((currentCPUs ?? mostCPUs).trimmingWhitespace()) }
    private(set) var memory = ""
    private var currentCPUs: String?
    private var mostCPUs = ""
    private var path: [String] = []
    private var sawRoot = false

    var isComplete: Bool { sawRoot && path.isEmpty }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        sawRoot = true
        if path == ["domain", "metadata", "vm"], namespaceURI == DomainSummary.namespace { vm = attributes }
        if path == ["domain", "vcpu"] { currentCPUs = attributes["current"] }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        switch path {
        case ["domain", "vcpu"]: mostCPUs += text
        case ["domain", "memory"]: memory += text
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        path.removeLast()
    }
}
