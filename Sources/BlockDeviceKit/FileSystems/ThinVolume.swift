import Foundation
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
    /// Alignment and chunk size are what Red Hat's guides ask for: 256 KiB on single disks, a full stripe on RAID devices. The pool's
    /// metadata takes 0.5 % of the device below 1 TiB, 16 GiB from there on.
    ///
    /// - Parameters:
    ///   - size: of the device, in bytes.
    ///   - stripe: of a RAID device; nil for single disks.
    public func make(group: String, device: String, size: Int64, stripe: Stripe? = nil) async throws {
        let chunk = "\((stripe?.width ?? Self.singleDiskChunk) >> 10)K"
        if try await !hasGroup(group) {
            try await lvm("vgcreate", ["--dataalignment", chunk, group, device])
        }
        if try await !hasVolume("pool", in: group) {
            let metadata = Self.metadataSize(for: size) >> 20
            try await lvm(
                "lvcreate",
                [
                    "--type", "thin-pool", "--name", "pool", "--extents", "100%FREE", "--chunksize", chunk,
                    "--poolmetadatasize", "\(metadata)M", "--zero", "n", group,
                ])
        }
        if try await !hasVolume(group: group) {
            let bytes = try await poolSize(of: group)
            try await lvm(
                "lvcreate",
                ["--thin", "--virtualsize", "\(bytes)b", "--name", "brick", "--thinpool", "pool", group])
        }
    }

    private static let singleDiskChunk: Int64 = 256 << 10

    /// Whether the group has its logical volume, whether or not that appears as a device.
    public func hasVolume(group: String) async throws -> Bool { try await hasVolume("brick", in: group) }

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
        if try await hasGroup(group) { try await lvm("vgchange", ["--activate", "n", group]) }
    }

    /// Bytes for a pool's metadata: 0.5 % of the device below 1 TiB, 16 GiB from there on, at least 8 MiB.
    static func metadataSize(for size: Int64) -> Int64 {
        size < 1 << 40 ? max(8 << 20, size / 200) : 16 << 30
    }

    private func poolSize(of group: String) async throws -> Int64 {
        let units = ["--units", "b", "--nosuffix"]
        let rows = try await report("lvs", units + ["-o", "lv_size", "\(group)/pool"]).volumes
        guard let bytes = rows.first?.size.flatMap({ Int64($0) }) else {
            throw BlockDeviceError("lvs does not tell the size of \(group)/pool")
        }
        return bytes
    }

    /// LVM's status 5 means anything from “not found” to a broken disk; a selection that nothing matches is a success.
    private func hasGroup(_ group: String) async throws -> Bool {
        let selection = ["--select", "vg_name=\"\(group)\""]
        return try await !report("vgs", ["-o", "vg_name"] + selection).groups.isEmpty
    }

    private func hasVolume(_ name: String, in group: String) async throws -> Bool {
        let selection = ["--select", "vg_name=\"\(group)\" && lv_name=\"\(name)\""]
        return try await !report("lvs", ["-o", "lv_name"] + selection).volumes.isEmpty
    }

    private func report(_ program: String, _ arguments: [String]) async throws -> LVMReport {
        let answer = try await lvm(program, ["--reportformat", "json"] + arguments)
        do {
            return try JSONDecoder().decode(LVMReport.self, from: Data(answer.utf8))
        } catch {
            throw BlockDeviceError("\(program) answered what cannot be read: \(error)")
        }
    }

    @discardableResult
    private func lvm(_ program: String, _ arguments: [String]) async throws -> String {
        try await runner.output(of: Command(program, arguments, timeLimit: .seconds(120)))
    }
}
