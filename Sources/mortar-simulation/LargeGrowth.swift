import MortarModel
import Placement

/// A storage domain of many hosts without a blank device, to which hosts are added.
struct LargeGrowth {
    private let layout: StorageLayout

    /// How much a set holds differs from set to set.
    ///
    /// - Parameters:
    ///   - hosts: in all.
    ///   - devices: of each host.
    ///   - new: of the hosts those whose devices are blank.
    init(hosts: Int, devices: Int, new: Int) {
        let old = hosts - new
        let setCount = old * devices / 3
        let sets = (0..<setCount).map { Self.set($0, hosts: old) }
        let left = (setCount * 3)..<(old * devices)
        let blank = left.map { Self.device(host: $0 % old, $0 / old) }
        let added = (old..<hosts).flatMap { host in (0..<devices).map { Self.device(host: host, $0) } }
        layout = StorageLayout(
            redundancy: .threeCopies, sets: sets, devices: blank + added)
    }

    /// Plans the growth and tells how many new sets there are.
    func plan() -> Int { GrowthPlanner(layout).plan().newSets.count }

    private static let size = ByteCount.gibibytes(4_096)

    private static func id(_ host: Int) -> HostID { HostID(rawValue: "host-\(host)") }

    private static func path(_ device: Int) -> String { "/dev/disk/by-id/ata-\(device)" }

    /// On three neighbours.
    private static func set(_ number: Int, hosts: Int) -> FilledSet {
        let bricks = (number * 3..<number * 3 + 3).map { brick(host: $0 % hosts, device: $0 / hosts) }
        return FilledSet(
            id: ReplicaSetID(rawValue: "set-\(number)"), name: "data-\(number + 1)", bricks: bricks,
            used: .mebibytes(Int64(1 + number * 7_919 % 3_000_000)))
    }

    private static func brick(host: Int, device: Int) -> Brick {
        Brick(hostID: id(host), device: path(device), size: size)
    }

    private static func device(host: Int, _ device: Int) -> StorageLayout.Device {
        StorageLayout.Device(hostID: id(host), device: path(device), size: size)
    }
}
