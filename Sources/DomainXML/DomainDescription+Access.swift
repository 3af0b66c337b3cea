import Foundation
import FoundationXML
package import MortarModel

extension DomainDescription {
    /// The description of a domain that runs, changed so that another host reaches its disks and discs in another way.
    ///
    /// The guest sees the same devices at the same places. Throws `UnreadableDomain` for an incomplete text, and what
    /// `source` throws.
    ///
    /// - Parameters:
    ///   - xml: as libvirt gives it for another host.
    ///   - source: an image, reached in the new way.
    package static func changing(
        _ xml: String, to access: DiskAccess, source: (DiskSource) throws -> DiskSource
    ) throws -> String {
        // The document would take a text that ends too early.
        let disks = try AttachedDisk.all(in: xml)
        let document = try XMLDocument(xmlString: xml)
        for (disk, node) in zip(disks, try document.elements("/domain/devices/disk")) {
            if let old = disk.source { try node.take(try source(old)) }
        }
        for vm in try document.elements("/domain/metadata/*") where vm.uri == DomainSummary.namespace {
            vm.attribute(forName: "access")?.stringValue = access.rawValue
        }
        return document.xmlString
    }
}

extension XMLDocument {
    fileprivate func elements(_ path: String) throws -> [FoundationXML.XMLElement] {
        try nodes(forXPath: path).compactMap { $0 as? FoundationXML.XMLElement }
    }
}

extension FoundationXML.XMLElement {
    /// Has the `disk` that this element is open another source.
    fileprivate func take(_ source: DiskSource) throws {
        attribute(forName: "type")?.stringValue = source.kind
        try replace("source", by: source.element)
        if attribute(forName: "device")?.stringValue == "disk" { try replace("driver", by: source.driver) }
    }

    private func replace(_ name: String, by element: XMLElement) throws {
        guard let old = elements(forName: name).first else { return }
        replaceChild(at: old.index, with: try FoundationXML.XMLElement(xmlString: element.rendered()))
    }
}
