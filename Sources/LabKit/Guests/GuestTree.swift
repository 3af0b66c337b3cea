import Foundation
import HostCommand

/// The guest's file system, which lives in memory once the guest is up.
struct GuestTree: Sendable {
    let tree: String
    let packages: KernelPackages
    /// The kernel's version, as `uname -r` says it.
    let kernel: String
    let runner: any CommandRunner

    func fill() async throws {
        for name in ["bin", "etc/acpi/PWRF", "proc", "sys", "dev"] { try makeFolder("\(tree)/\(name)") }
        for file in GuestFiles.files { try writeFile(file.content, to: "\(tree)/\(file.path)", mode: file.mode) }
        try await InitialTree(folder: tree, runner: runner).addBusybox(packages.busybox)
        try await compileProbe()
        let modules = KernelModules(packages: packages, version: kernel, runner: runner)
        try await modules.add(GuestFiles.modules, to: tree)
    }

    private func compileProbe() async throws {
        let arguments = ["-x", "c", "-static", "-O2", "-s", "-Wall", "-o", "\(tree)/bin/probe", "-"]
        try await runner.output(of: Command("gcc", arguments, input: .bytes(Array(GuestFiles.probeSource.utf8))))
    }
}
