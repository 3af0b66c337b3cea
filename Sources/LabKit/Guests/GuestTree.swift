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
        for program in GuestFiles.programs { try await compile(program.source, to: program.name) }
        let modules = KernelModules(packages: packages, version: kernel, runner: runner)
        try await modules.add(GuestFiles.modules, to: tree)
    }

    private func compile(_ source: String, to name: String) async throws {
        let arguments = ["-x", "c", "-static", "-O2", "-s", "-Wall", "-o", "\(tree)/bin/\(name)", "-"]
        try await runner.output(of: Command("gcc", arguments, input: .bytes(Array(source.utf8))))
    }
}
