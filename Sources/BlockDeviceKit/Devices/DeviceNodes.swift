/// What of `/dev` tells which devices belong to this host, and by which names.
///
/// `/sys` shows a container all devices of its machine; only those with a node in its `/dev` are its own.
struct DeviceNodes: Sendable, Hashable {
    /// Names of block devices directly in `/dev`, without `/dev/`.
    var names: Set<String> = []
    /// Names in `/dev/disk/by-id` by the name of the device that they lead to.
    var links: [String: [String]] = [:]

    static let arguments = [
        "/dev", "-maxdepth", "3", "(", "-type", "b", "-o", "-path", "/dev/disk/by-id/*", "-type", "l", ")",
        "-printf", "%p\\t%l\\n",
    ]

    /// Reads lines of path, tab and link target.
    init(_ listing: String) {
        for line in listing.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2 else { continue }
            let path = fields[0].split(separator: "/")
            let target = fields[1].split(separator: "/")
            if path.count == 2, target.isEmpty { names.insert(String(path[1])) }
            if path.count == 4, path[1] == "disk", let device = target.last {
                links[String(device), default: []].append(String(path[3]))
            }
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
