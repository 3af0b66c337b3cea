import Foundation
import HostCommand

/// The guest's file system, which lives in memory once the guest is up.
struct GuestTree: Sendable {
    let tree: String
    /// Where the Debian packages are unpacked.
    let packages: String
    /// The kernel's version, as `uname -r` says it.
    let kernel: String
    let runner: any CommandRunner

    func fill() async throws {
        for name in ["bin", "etc/acpi/PWRF", "proc", "sys", "dev"] { try makeFolder("\(tree)/\(name)") }
        for file in GuestFiles.files { try writeFile(file.content, to: "\(tree)/\(file.path)", mode: file.mode) }
        try await addBusybox()
        try await compileProbe()
        try await addModules()
    }

    private func addBusybox() async throws {
        let busybox = "\(tree)/bin/busybox"
        try FileManager.default.copyItem(atPath: "\(packages)/bin/busybox", toPath: busybox)
        let names = try await runner.output(of: Command(busybox, ["--list"])).split(separator: "\n")
        for name in names where name != "busybox" {
            try FileManager.default.createSymbolicLink(
                atPath: "\(tree)/bin/\(name)", withDestinationPath: "busybox")
        }
        try FileManager.default.createSymbolicLink(atPath: "\(tree)/sbin", withDestinationPath: "bin")
    }

    private func compileProbe() async throws {
        let arguments = ["-x", "c", "-static", "-O2", "-s", "-Wall", "-o", "\(tree)/bin/probe", "-"]
        try await runner.output(of: Command("gcc", arguments, input: .bytes(Array(GuestFiles.probeSource.utf8))))
    }

    /// Adds the drivers and what they need, from the kernel's package.
    private func addModules() async throws {
        try await runner.output(of: Command("depmod", ["--basedir", packages, kernel]))
        let source = "\(packages)/lib/modules/\(kernel)"
        let target = "\(tree)/lib/modules/\(kernel)"
        for module in try await modules() {
            let place = target + module.dropFirst(source.count)
            try makeFolder((place as NSString).deletingLastPathComponent)
            if !FileManager.default.fileExists(atPath: place) {
                try FileManager.default.copyItem(atPath: module, toPath: place)
            }
        }
        for name in ["modules.order", "modules.builtin", "modules.builtin.modinfo"] {
            try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
        }
        try await runner.output(of: Command("depmod", ["--basedir", tree, kernel]))
    }

    /// The files of the drivers and of all they depend on.
    private func modules() async throws -> [String] {
        let arguments = ["--dirname", packages, "--set-version", kernel, "--show-depends", "--all"]
        let output = try await runner.output(of: Command("modprobe", arguments + GuestFiles.modules))
        return output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "insmod" && words.count > 1 ? String(words[1]) : nil
        }
    }
}
