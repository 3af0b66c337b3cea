import Foundation
import HostCommand

/// The device nodes of a running host's disks, and what the host has made of them.
struct DiskNodes: Sendable {
    let entry: HostEntry
    let runner: any CommandRunner
    /// The systemd unit of the machine that decides which devices the host may use; nil where none does.
    let scope: String?

    /// Makes a device appear, as a disk does that is put in.
    func add(_ device: String) async throws {
        var status = stat()
        guard stat(device, &status) == 0 else { throw fileFailure(device) }
        if let scope {
            let allowance = "DeviceAllow=\(device) rwm"
            try await runner.output(of: Command("systemctl", ["set-property", "--runtime", scope, allowance]))
        }
        let numbers = [status.st_rdev >> 8 & 0xfff, status.st_rdev & 0xff | status.st_rdev >> 12 & 0xfff00]
        try await run(["mknod", "--mode=0600", device, "b"] + numbers.map { "\($0)" })
    }

    /// Makes a device vanish, as a disk does that is pulled. What is mounted from it stays mounted.
    func remove(_ device: String) async throws {
        // The nodes that a host has at its boot are mounts.
        if try await runner.run(entry.command(["mountpoint", "--quiet", device])).status == 0 {
            try await run(["umount", "--lazy", device])
        }
        try await run(["rm", "--force", device])
    }

    /// Has XFS on a device give up at once, as it does when its disk answers nothing but errors.
    func shutDownFileSystems(on device: String) async throws {
        let listing = ["findmnt", "--json", "--list", "--output", "TARGET", "--types", "xfs", "--source", device]
        let output = try await runner.run(entry.command(listing))
        guard output.status == 0 else { return }
        for point in try Mounts.points(from: output.standardOutput) {
            try await run(["xfs_io", "-x", "-c", "shutdown", point])
        }
    }

    private func run(_ program: [String]) async throws {
        try await runner.output(of: entry.command(program))
    }
}
