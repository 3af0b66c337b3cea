/// What of `/dev` tells which devices belong to this host, and by which names.
///
/// `/sys` shows a container all devices of its machine; only those with a node in its `/dev` are its own.
struct DeviceNodes: Sendable, Hashable {
    /// Names of block devices directly in `/dev`, without `/dev/`.
    var names: Set<String> = []
    /// Names in `/dev/disk/by-id` by the name of the device that they lead to.
    var links: [String: [String]] = [:]

    /// For `stat`, which looks at the node itself: a folder's listing calls a node that is bound into a container a plain file.
    static func nodeArguments(_ names: [String]) -> [String] {
        ["--dereference", "--format=%F\t%n", "--"] + names.map { "/dev/\($0)" }
    }

    /// For `find`.
    static let linkArguments = ["/dev/disk/by-id", "-type", "l", "-printf", "%f\\t%l\\n"]

    /// - Parameters:
    ///   - nodes: lines of file type, tab and path.
    ///   - links: lines of name, tab and target.
    init(nodes: String, links listing: String) {
        for line in nodes.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count == 2, fields[0] == "block special file" else { continue }
            names.insert(String(fields[1].dropFirst("/dev/".count)))
        }
        for line in listing.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count == 2, let device = fields[1].split(separator: "/").last else { continue }
            links[String(device), default: []].append(String(fields[0]))
        }
    }

    /// The best of a device's names in `/dev/disk/by-id`, as a path: one with model and serial number, as printed on the disk,
    /// before one with a world-wide name, before any other.
    func stablePath(of kernelName: String) -> String? {
        let order = ["nvme-", "ata-", "scsi-", "virtio-", "usb-", "mmc-", "wwn-"]
        let ranked = (links[kernelName] ?? []).sorted().map { name in
            let isBareNumber = name.hasPrefix("nvme-eui.") || name.hasPrefix("nvme-nvme.") || name.hasPrefix("scsi-3")
            let rank = order.firstIndex { name.hasPrefix($0) } ?? order.count
            return (isBareNumber ? order.count : rank, name)
        }
        return ranked.min { $0 < $1 }.map { "/dev/disk/by-id/\($0.1)" }
    }
}
