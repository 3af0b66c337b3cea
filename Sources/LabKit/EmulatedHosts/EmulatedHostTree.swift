import Foundation
import HostCommand

/// The tree that an emulated host's kernel starts with: it mounts the disk, and copies `own` onto it.
struct EmulatedHostTree: Sendable {
    let folder: String
    let packages: KernelPackages
    /// The kernel's version, as `uname -r` says it.
    let kernel: String
    /// The public key that may log in as root.
    let authorizedKey: String
    let runner: any CommandRunner

    private var own: String { "\(folder)/own" }

    func fill() async throws {
        for name in ["proc", "sys", "dev", "system", "own/root", "own/etc/ssh", "own/usr/lib"] {
            try makeFolder("\(folder)/\(name)")
        }
        try makeFolder("\(own)/root/.ssh", mode: 0o700)
        try writeFile(EmulatedHostFiles.start, to: "\(folder)/init", mode: 0o755)
        for file in EmulatedHostFiles.files(authorizedKey: authorizedKey) { try add(file) }
        for link in EmulatedHostFiles.links {
            try makeFolder(("\(own)/\(link.path)" as NSString).deletingLastPathComponent)
            try FileManager.default.createSymbolicLink(
                atPath: "\(own)/\(link.path)", withDestinationPath: link.target)
        }
        try await runner.output(of: Command("ssh-keygen", ["-A", "-f", own]))
        try await InitialTree(folder: folder, runner: runner).addBusybox(packages.busybox)
        try await addModules()
    }

    private func add(_ file: (path: String, content: String, mode: Int)) throws {
        try makeFolder(("\(own)/\(file.path)" as NSString).deletingLastPathComponent)
        try writeFile(file.content, to: "\(own)/\(file.path)", mode: file.mode)
    }

    /// One copy serves the start and the system, whose `/lib` is a link to `usr/lib`.
    private func addModules() async throws {
        let modules = KernelModules(packages: packages, version: kernel, runner: runner)
        try await modules.add(EmulatedHostFiles.modules, to: "\(own)/usr")
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/lib", withDestinationPath: "own/usr/lib")
    }
}
