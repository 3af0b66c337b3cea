import Foundation
import HostCommand
import MortarModel

/// Debian's kernel for virtual machines, and busybox, as their packages bring them.
struct KernelPackages: Sendable {
    /// Where they are fetched and unpacked.
    let folder: String
    let runner: any CommandRunner

    /// Its compression is quick to unpack under emulation, unlike the general kernel's.
    private static let metapackage = "linux-image-cloud-amd64"

    var busybox: String { "\(folder)/bin/busybox" }

    func image(of version: String) -> String { "\(folder)/boot/vmlinuz-\(version)" }

    /// Fetches and unpacks the packages; returns the kernel's version, as `uname -r` says it.
    func unpack() async throws -> String {
        let description = try await runner.output(
            of: Command("apt-cache", ["show", "--no-all-versions", Self.metapackage]))
        guard let kernel = Self.kernelImage(in: description) else {
            throw Failure(
                .toolFailed, "apt knows no kernel in \(Self.metapackage).", correction: "Run “apt-get update”.")
        }
        try makeFolder(folder)
        try await fetch([kernel, "busybox-static"])
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".deb") {
            try await runner.output(of: Command("dpkg-deb", ["--extract", "\(folder)/\(file)", folder]))
        }
        let version = String(kernel.dropFirst("linux-image-".count))
        try await runner.output(of: Command("depmod", ["--basedir", folder, version]))
        return version
    }

    private func fetch(_ names: [String]) async throws {
        do {
            let arguments = ["--chdir=\(folder)", "apt-get", "--quiet", "download"] + names
            try await runner.output(of: Command("env", arguments, timeLimit: .seconds(300)))
        } catch let failure as CommandFailure {
            throw Failure(
                .toolFailed, "The packages of the kernel could not be fetched.", cause: "\(failure)",
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
}
