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

    /// From the text that libvirt returns; nil for domains that are not Mortar's, and for texts that are no description
    /// of a domain.
    package init?(parsing xml: String) {
        let reader = DomainReader()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.shouldProcessNamespaces = true
        parser.delegate = reader
        // `parse()` is true for truncated documents too: the error and the open elements tell.
        guard parser.parse(), parser.parserError == nil, reader.isComplete, let id = reader.vm["id"],
            let cpus = Int(reader.cpus.trimmingWhitespace()), let kibibytes = Int64(reader.memory.trimmingWhitespace())
        else { return nil }
        self.init(
            id: VMID(rawValue: id), name: reader.vm["name"] ?? id, cpus: cpus, memory: .kibibytes(kibibytes),
            access: reader.vm["access"].flatMap(DiskAccess.init))
    }
}

extension String {
    fileprivate func trimmingWhitespace() -> String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// Collects what a summary is made of. libvirt writes memory in KiB.
private final class DomainReader: NSObject, XMLParserDelegate {
    private(set) var vm: [String: String] = [:]
    private(set) var cpus = ""
    private(set) var memory = ""
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
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        switch path {
        case ["domain", "vcpu"]: cpus += text
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
