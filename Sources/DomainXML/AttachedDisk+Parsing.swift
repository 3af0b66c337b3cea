import Foundation
import FoundationXML

extension AttachedDisk {
    /// All disks and drives in the description of a domain, in their order; servers of volumes are left out.
    ///
    /// Throws `UnreadableDomain` for an incomplete text: a disk of which nothing is told would count as one that is not there.
    package static func all(in description: String) throws -> [AttachedDisk] {
        let reader = DiskReader()
        let parser = XMLParser(data: Data(description.utf8))
        parser.delegate = reader
        // `parse()` is true for truncated documents too: the error and the open elements tell.
        guard parser.parse(), parser.parserError == nil, reader.isComplete else {
            throw UnreadableDomain(reason: "The text is incomplete.")
        }
        return reader.disks
    }
}

extension DiskSource {
    /// From the attributes of a `source` element.
    fileprivate init?(_ attributes: [String: String]) {
        if let file = attributes["file"] {
            self = .file(file)
        } else if attributes["protocol"] == "gluster", let name = attributes["name"] {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            self = .gluster(volume: parts[0], path: parts[1], servers: [])
        } else {
            return nil
        }
    }
}

private final class DiskReader: NSObject, XMLParserDelegate {
    private(set) var disks: [AttachedDisk] = []
    private var disk = AttachedDisk(device: "", serial: nil, source: nil)
    private var isReady = false
    private var path: [String] = []
    private var sawRoot = false

    var isComplete: Bool { sawRoot && path.isEmpty }

    private static let place = ["domain", "devices", "disk"]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        sawRoot = true
        switch path {
        case Self.place: disk = AttachedDisk(device: "", serial: nil, source: nil)
        case Self.place + ["target"]: disk.device = attributes["dev"] ?? ""
        case Self.place + ["source"]: disk.source = DiskSource(attributes)
        case Self.place + ["mirror"]: isReady = attributes["ready"] == "yes"
        case Self.place + ["mirror", "source"]:
            disk.copy = DiskSource(attributes).map { .init(source: $0, isReady: isReady) }
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if path == Self.place + ["serial"] { disk.serial = (disk.serial ?? "") + text }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if path == Self.place { disks.append(disk) }
        path.removeLast()
    }
}
