import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// What is written to the devices that become bricks while something goes on.
struct BrickTraffic {
    private struct Device: Hashable {
        let host: String
        let path: String
    }

    private typealias Bricks = [Device: String]

    private let cluster: TestCluster
    /// The devices of bricks, with their replica sets.
    private let bricks: Bricks
    private let written: [Device: Int64]

    /// From now on.
    init(_ cluster: TestCluster) async throws {
        self.cluster = cluster
        bricks = try await Self.bricks(cluster)
        written = try await Self.written(cluster)
    }

    /// Since then, in bytes, to devices that have become bricks of other replica sets that there were.
    func toNewBricks() async throws -> Int64 {
        let sets = Set(bricks.values)
        let new = try await Self.bricks(cluster).filter { bricks[$0.key] != $0.value && sets.contains($0.value) }
        let now = try await Self.written(cluster)
        return new.keys.reduce(0) { $0 + (now[$1] ?? 0) - (written[$1] ?? 0) }
    }

    private static func bricks(_ cluster: TestCluster) async throws -> Bricks {
        try await cluster.connected { client in
            var found: Bricks = [:]
            for host in try await client.list(HostRepresentation.self) {
                let devices = try await client.list(
                    BlockDeviceRepresentation.self, at: "hosts/\(host.id ?? "")/blockdevices")
                for device in devices {
                    guard let set = device.replicaSet?.name, let path = device.path else { continue }
                    found[Device(host: host.name ?? "", path: path)] = set
                }
            }
            return found
        }
    }

    /// By the kernel's counters.
    private static func written(_ cluster: TestCluster) async throws -> [Device: Int64] {
        var written: [Device: Int64] = [:]
        for host in try await SharedLab.lab.status().hosts where host.power == .on {
            let commands = try SharedLab.commands(on: host.name)
            for path in host.disks.compactMap(\.path) {
                let name = try #require(path.split(separator: "/").last)
                let counters = try await commands.output(of: Command("cat", ["/sys/class/block/\(name)/stat"]))
                // Documentation/block/stat.rst: the seventh is written sectors of 512 bytes.
                let sectors = try #require(counters.split(separator: " ").dropFirst(6).first.flatMap { Int64($0) })
                written[Device(host: host.name, path: path)] = sectors * 512
            }
        }
        return written
    }
}
