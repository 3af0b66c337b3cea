import Foundation
import HostCommand
import MortarModel

/// One build of the guest image: Debian's kernel and busybox, our few files, a boot loader.
struct GuestBuild: Sendable {
    let folder: String
    let runner: any CommandRunner
    let report: any LabReport

    /// Counted up when the steps below change.
    static let layout = 1
    static let imageName = "guest.img"

    /// Debian's kernel for virtual machines: its compression is quick to unpack under emulation, unlike the general one's.
    private static let kernelPackage = "linux-image-cloud-amd64"

    var packages: String { "\(folder)/packages" }
    var tree: String { "\(folder)/tree" }

    func run() async throws {
        let title = "Build the guest image"
        await report.show(title, fraction: 0)
        try makeFolder(packages)
        try makeFolder(tree)
        let version = try await unpack()
        await report.show(title, fraction: 0.4)
        try await GuestTree(tree: tree, packages: packages, kernel: version, runner: runner).fill()
        await report.show(title, fraction: 0.6)
        try await pack()
        await report.show(title, fraction: 0.8)
        try await GuestDisk(
            image: "\(folder)/\(Self.imageName)", kernel: "\(packages)/boot/vmlinuz-\(version)",
            initialTree: "\(folder)/initrd.gz", runner: runner
        ).make()
        for path in [packages, tree, "\(folder)/initrd.gz"] { try FileManager.default.removeItem(atPath: path) }
        await report.finish(title)
    }

    /// Fetches and unpacks the Debian packages; returns the kernel's version.
    private func unpack() async throws -> String {
        let description = try await runner.output(
            of: Command("apt-cache", ["show", "--no-all-versions", Self.kernelPackage]))
        guard let kernel = Self.kernelImage(in: description) else {
            throw Failure(
                .toolFailed, "apt knows no kernel in \(Self.kernelPackage).", correction: "Run “apt-get update”.")
        }
        try await fetch([kernel, "busybox-static"])
        for file in try FileManager.default.contentsOfDirectory(atPath: packages) where file.hasSuffix(".deb") {
            try await runner.output(of: Command("dpkg-deb", ["--extract", "\(packages)/\(file)", packages]))
        }
        return String(kernel.dropFirst("linux-image-".count))
    }

    private func fetch(_ names: [String]) async throws {
        do {
            let arguments = ["--chdir=\(packages)", "apt-get", "--quiet", "download"] + names
            try await runner.output(of: Command("env", arguments, timeLimit: .seconds(300)))
        } catch let failure as CommandFailure {
            throw Failure(
                .toolFailed, "The packages of the guest could not be fetched.", cause: "\(failure)",
                correction: "See that this machine reaches its package server, and run “apt-get update”.")
        }
    }

    /// The package that a kernel's metapackage stands for.
    ///
    /// - Parameter description: the output of `apt-cache show`.
    static func kernelImage(in description: String) -> String? {
        let line = description.split(separator: "\n").first { $0.hasPrefix("Depends:") }
        let names = line?.split { $0 == " " || $0 == "," }.map(String.init) ?? []
        return names.first { $0.hasPrefix("linux-image-") }
    }

    /// Packs the tree into the archive that the kernel unpacks at its start.
    private func pack() async throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: tree).sorted()
        let archive = "\(folder)/initrd"
        let arguments = [
            "--create", "--format=newc", "--reproducible", "--owner=0:0", "--quiet", "--directory=\(tree)", "-O",
            archive,
        ]
        let list = Array((files.joined(separator: "\n") + "\n").utf8)
        try await runner.output(of: Command("cpio", arguments, input: .bytes(list)))
        try await runner.output(of: Command("gzip", ["--no-name", archive]))
    }
}
