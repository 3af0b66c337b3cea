import Foundation
import HostCommand
import MortarModel

/// One build of the image of emulated hosts: the base tree on a disk, booted once.
struct EmulatedHostBuild: Sendable {
    let baseTree: String
    let image: EmulatedHostImage
    /// For the process that boots it.
    let bootFolder: String
    let runner: any CommandRunner
    let report: any LabReport

    /// Counted up when the steps below change.
    static let layout = 1
    /// The snapshot of the host when it had booted.
    static let snapshot = "booted"
    private static let title = "Build the image of emulated hosts"

    func run() async throws {
        await report.show(Self.title, fraction: 0)
        try makeFolder(image.folder)
        try await runner.output(of: Command("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", image.key]))
        try await makeKernel()
        await report.show(Self.title, fraction: 0.2)
        // 4 GiB leave room for what tests put there; the file is sparse.
        let arguments = ["-q", "-t", "ext4", "-d", baseTree, image.system, "4G"]
        try await runner.output(of: Command("mke2fs", arguments, timeLimit: .seconds(300)))
        await report.show(Self.title, fraction: 0.4)
        try await boot()
        await report.finish(Self.title)
    }

    private func makeKernel() async throws {
        let packages = KernelPackages(folder: "\(image.folder)/packages", runner: runner)
        let version = try await packages.unpack()
        let tree = "\(image.folder)/tree"
        try await EmulatedHostTree(
            folder: tree, packages: packages, kernel: version,
            authorizedKey: try String(contentsOfFile: image.key + ".pub", encoding: .utf8), runner: runner
        ).fill()
        try await InitialTree(folder: tree, runner: runner).pack(to: "\(image.folder)/initrd")
        try FileManager.default.moveItem(atPath: packages.image(of: version), toPath: image.kernel)
        for path in [packages.folder, tree] { try FileManager.default.removeItem(atPath: path) }
    }

    /// Boots the host and keeps its memory, so that others go on from there in seconds.
    private func boot() async throws {
        let create = ["create", "-q", "-f", "qcow2", "-b", image.system, "-F", "raw", image.booted]
        try await runner.output(of: Command("qemu-img", create))
        try removeBootFolder()
        try makeFolder(bootFolder, mode: 0o700)
        // Under the name of the build's folder the cache ends the process when this program is killed.
        let emulator = try Emulator(
            name: image.folder, folder: bootFolder, image: image, disk: image.booted, runner: runner)
        try await emulator.start(from: nil)
        try await emulator.waitUntilUp(limit: .seconds(300))
        try await emulator.commands.disconnect()
        let words = try emulator.monitor.line("savevm \(Self.snapshot)")
        if !words.isEmpty { throw Failure(.toolFailed, "The booted host could not be saved.", cause: words) }
        try await emulator.end()
        try removeBootFolder()
    }

    /// A killed build leaves one, with keys that are good for nothing any more.
    private func removeBootFolder() throws {
        guard FileManager.default.fileExists(atPath: bootFolder) else { return }
        try FileManager.default.removeItem(atPath: bootFolder)
    }
}
