public import HostCommand

/// A logical volume in a thin pool that takes a whole device, in a volume group of its own.
public struct ThinVolume: Sendable {
    private let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// The path of the logical volume in a group.
    public static func path(group: String) -> String { "/dev/\(group)/brick" }

    /// Whether the kernel can map devices and LVM's commands are installed.
    public func isPossible() async throws -> Bool {
        guard try await HostFiles(runner).exists("/dev/mapper/control") else { return false }
        do {
            return try await runner.run(Command("dmsetup", ["version"])).status == 0
        } catch let failure as CommandFailure where failure.reason == .notFound {
            return false
        }
    }

    /// Makes the volume group, the pool and the volume, of those what is missing.
    ///
    /// Alignment and chunk size of 256 KiB are what Red Hat's guides ask for on single disks; a stripe of a RAID device that is
    /// larger takes their place. The pool's metadata takes 0.5 % of the device below 1 TiB, 16 GiB from there on.
    ///
    /// - Parameter size: of the device, in bytes.
    public func make(group: String, device: String, size: Int64, stripe: Int64 = 0) async throws {
        let chunk = max(256 << 10, stripe) >> 10
        if try await !exists("vgs", group) {
            try await lvm("vgcreate", ["--dataalignment", "\(chunk)K", group, device])
        }
        if try await !exists("lvs", "\(group)/pool") {
            let metadata = Self.metadataSize(for: size) >> 20
            try await lvm(
                "lvcreate",
                [
                    "--type", "thin-pool", "--name", "pool", "--extents", "100%FREE", "--chunksize", "\(chunk)K",
                    "--poolmetadatasize", "\(metadata)M", "--zero", "n", group,
                ])
        }
        if try await !exists("lvs", "\(group)/brick") {
            let bytes = try await poolSize(of: group)
            try await lvm(
                "lvcreate",
                ["--thin", "--virtualsize", "\(bytes)b", "--name", "brick", "--thinpool", "pool", group])
        }
    }

    /// Whether the group has its logical volume, whether or not that appears as a device.
    public func hasVolume(group: String) async throws -> Bool { try await exists("lvs", "\(group)/brick") }

    /// Makes the group's volumes appear where they have not, as after a boot without udev.
    public func activate(group: String) async throws {
        if try await HostFiles(runner).exists(Self.path(group: group)) { return }
        try await lvm("vgchange", ["--activate", "y", group])
    }

    /// Has the group let go of its device; succeeds when there is no such group.
    ///
    /// Nothing is removed yet: until its device is wiped the group is found again, by LVM as by those who go on with an interrupted
    /// removal. LVM looks at the devices themselves and keeps no list of groups that would have to be told.
    public func deactivate(group: String) async throws {
        if try await exists("vgs", group) { try await lvm("vgchange", ["--activate", "n", group]) }
    }

    /// Bytes for a pool's metadata: 0.5 % of the device below 1 TiB, 16 GiB from there on, at least 8 MiB.
    static func metadataSize(for size: Int64) -> Int64 {
        size < 1 << 40 ? max(8 << 20, size / 200) : 16 << 30
    }

    private func poolSize(of group: String) async throws -> Int64 {
        let columns = ["--noheadings", "--nosuffix", "--units", "b", "-o", "lv_size", "\(group)/pool"]
        let answer = try await lvm("lvs", columns)
        guard let bytes = Int64(answer.filter { !$0.isWhitespace }) else {
            throw BlockDeviceError("lvs does not tell the size of \(group)/pool: \(answer)")
        }
        return bytes
    }

    private func exists(_ program: String, _ name: String) async throws -> Bool {
        let command = Command(program, ["--noheadings", "-o", "vg_name", name])
        let output = try await runner.run(command)
        if output.status == 0 { return true }
        let isMissing = ["not found", "Failed to find logical volume"].contains { output.standardError.contains($0) }
        if isMissing { return false }
        throw CommandFailure(command, .exit(output.status), tail: output.standardError)
    }

    @discardableResult
    private func lvm(_ program: String, _ arguments: [String]) async throws -> String {
        try await runner.output(of: Command(program, arguments, timeLimit: .seconds(120)))
    }
}
