import Foundation
import HostCommand

/// One build of the guest image: Debian's kernel and busybox, our few files, a boot loader.
struct GuestBuild: Sendable {
    let folder: String
    let runner: any CommandRunner
    let report: any LabReport

    /// Counted up when the steps below change.
    static let layout = 1
    static let imageName = "guest.img"

    func run() async throws {
        let title = "Build the guest image"
        await report.show(title, fraction: 0)
        let packages = KernelPackages(folder: "\(folder)/packages", runner: runner)
        let version = try await packages.unpack()
        await report.show(title, fraction: 0.4)
        let tree = "\(folder)/tree"
        try await GuestTree(tree: tree, packages: packages, kernel: version, runner: runner).fill()
        await report.show(title, fraction: 0.6)
        try await InitialTree(folder: tree, runner: runner).pack(to: "\(folder)/initrd")
        await report.show(title, fraction: 0.8)
        try await GuestDisk(
            image: "\(folder)/\(Self.imageName)", kernel: packages.image(of: version),
            initialTree: "\(folder)/initrd.gz", runner: runner
        ).make()
        for path in [packages.folder, tree, "\(folder)/initrd.gz"] { try FileManager.default.removeItem(atPath: path) }
        await report.finish(title)
    }
}
