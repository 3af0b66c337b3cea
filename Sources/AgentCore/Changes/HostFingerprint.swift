import BlockDeviceKit
import Foundation

/// What in the kernel's tables must change when devices, mounts, bricks or the pool change.
///
/// Comparing a few small files and names every other second costs next to nothing and works without udev, as in a container.
struct HostFingerprint: Sendable, Hashable {
    private var devices: String
    /// Which of the devices can be opened by their name, and the other names that udev has given.
    private var nodes: Set<String>
    private var mounts: String
    private var swaps: String
    /// glusterd's and the bricks' listening ports, and the addresses that glusterd is connected with.
    private var gluster: Set<String>
    /// Why bricks' file systems do no work any more.
    private var failures: [String: String]

    init(_ files: KernelFiles, failures: [String: String] = [:]) throws {
        self.failures = failures
        devices = try files.text("/proc/partitions")
        nodes = try Self.nodes(of: devices, files)
        mounts = try files.text("/proc/self/mountinfo")
        swaps = try files.text("/proc/swaps")
        // A kernel without IPv6 (ipv6.disable=1) has no second table.
        let sockets = [try files.text("/proc/net/tcp"), try files.textIfAny("/proc/net/tcp6") ?? ""]
        gluster = Set(sockets.flatMap(Self.glusterSockets))
    }

    /// The kernel tells of a device before there is a node for it, and udev knows its serial number later still.
    private static func nodes(of partitions: String, _ files: KernelFiles) throws -> Set<String> {
        let names = partitions.split(separator: "\n").compactMap { $0.split(separator: " ").last }
        let paths = names.map { "/dev/\($0)" }.filter(files.exists)
        return try Set(paths + files.names(in: "/dev/disk/by-id"))
    }

    /// Lines of a socket table (proc(5)) that tell of GlusterFS: state `0A` listens, `01` is connected.
    static func glusterSockets(_ table: String) -> [String] {
        table.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: " ", maxSplits: 4)
            guard columns.count == 5, let local = port(columns[1]) else { return nil }
            switch columns[3] {
            case "0A": return local == daemon || brickPorts.contains(local) ? "listens on \(local)" : nil
            case "01" where local == daemon || port(columns[2]) == daemon:
                return "with \(columns[2].prefix { $0 != ":" })"
            default: return nil
            }
        }
    }

    private static let daemon = 24007
    private static let brickPorts = 49152...60999

    private static func port(_ address: Substring) -> Int? {
        address.split(separator: ":").last.flatMap { Int($0, radix: 16) }
    }
}

extension HostFingerprint {
    /// Of the host as it is now.
    static func now(_ files: KernelFiles, _ probes: BrickProbes) async throws -> HostFingerprint {
        let failures = try await probes.answers().reduce(into: [:]) { $0[$1.mount.mountPoint] = $1.answer.failure }
        return try HostFingerprint(files, failures: failures)
    }
}
