public import HostCommand

/// XFS file systems for bricks.
public struct XFS: Sendable {
    private let runner: any CommandRunner

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// Makes a file system on a device without a signature; `mkfs.xfs` itself refuses any other.
    ///
    /// Inodes of 512 bytes keep GlusterFS's extended attributes inside them, directory blocks of 8 KiB are what Red Hat's guides
    /// for bricks ask for. Blocks are not discarded first: it takes minutes on large SSDs.
    ///
    /// - Parameters:
    ///   - label: at most 12 bytes.
    ///   - stripe: of the RAID device below; nil leaves the alignment to what `mkfs.xfs` reads from the device.
    public func make(on device: String, uuid: String, label: String, stripe: Stripe? = nil) async throws {
        // Numbers without a unit are bytes: no letter that could be misread.
        let geometry = stripe.map { ["-d", "su=\($0.unit),sw=\($0.count)"] } ?? []
        let identity = ["-m", "uuid=\(uuid)", "-L", label]
        let arguments = ["-q", "-K", "-i", "size=512", "-n", "size=8192"] + geometry + identity + [device]
        try await runner.output(of: Command("mkfs.xfs", arguments, timeLimit: .seconds(300)))
    }

    /// Whether `mkfs.xfs` was interrupted on this device, so that there has never been a file in it (superblock field `inprogress`).
    public func isHalfMade(_ device: String) async throws -> Bool {
        let command = Command("xfs_db", ["-r", "-c", "sb 0", "-c", "print inprogress", device])
        let answer = try await runner.output(of: command)
        switch answer.split(whereSeparator: \.isWhitespace).last {
        case "0": return false
        case "1": return true
        default: throw BlockDeviceError("xfs_db does not say whether \(device) is finished: \(answer)")
        }
    }
}
