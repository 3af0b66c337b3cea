import Foundation
import HostCommand

/// The guest's disk image: one FAT partition with kernel and initial tree, and SYSLINUX to load them from a BIOS.
struct GuestDisk: Sendable {
    let image: String
    let kernel: String
    let initialTree: String
    let runner: any CommandRunner

    private static let megabyte = 1 << 20
    /// Holds Debian's kernel (14 MiB) and the initial tree (3 MiB) with room for both to grow.
    private static let size = 32 * megabyte
    private static let partitionStart = megabyte
    private static let sector = 512
    /// Debian's syslinux-common.
    static let bootCode = "/usr/lib/syslinux/mbr/mbr.bin"

    private var partition: String { "\(image)@@\(Self.partitionStart)" }

    func make() async throws {
        try await runner.output(of: Command("truncate", ["--size=\(Self.size)", image]))
        try await divide()
        try await format()
        let settings = image + ".cfg"
        try writeFile(GuestFiles.bootLoaderSettings, to: settings)
        for (source, name) in [(kernel, "vmlinuz"), (initialTree, "initrd"), (settings, "syslinux.cfg")] {
            try await runner.output(of: Command("mcopy", ["-i", partition, source, "::/\(name)"]))
        }
        try FileManager.default.removeItem(atPath: settings)
        try await runner.output(of: Command("syslinux", ["--offset", "\(Self.partitionStart)", "--install", image]))
        try writeBootCode()
    }

    private func divide() async throws {
        let table = "label: dos\nstart=\(Self.partitionStart / Self.sector), type=e, bootable\n"
        try await runner.output(of: Command("sfdisk", ["--quiet", image], input: .bytes(Array(table.utf8))))
    }

    /// The loader finds its partition by the count of hidden sectors before it.
    private func format() async throws {
        let sectors = (Self.size - Self.partitionStart) / Self.sector
        let hidden = Self.partitionStart / Self.sector
        let geometry = ["-T", "\(sectors)", "-h", "255", "-s", "63", "-H", "\(hidden)", "-v", "GUEST"]
        try await runner.output(of: Command("mformat", ["-i", partition] + geometry + ["::"]))
    }

    /// Before byte 440 lies code, behind it the partition table.
    private func writeBootCode() throws {
        let code = try Data(contentsOf: URL(filePath: Self.bootCode)).prefix(440)
        let disk = try FileHandle(forWritingTo: URL(filePath: image))
        defer { disk.closeFile() }
        try disk.write(contentsOf: code)
    }
}
