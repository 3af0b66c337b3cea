import Foundation
import HostCommand

/// Some of a kernel's drivers, put into the tree of a smaller system.
struct KernelModules: Sendable {
    let packages: KernelPackages
    /// The kernel's version, as `uname -r` says it.
    let version: String
    let runner: any CommandRunner

    private var source: String { "\(packages.folder)/lib/modules/\(version)" }

    /// Adds drivers and what they need below `lib/modules` of a tree.
    func add(_ names: [String], to tree: String) async throws {
        let target = "\(tree)/lib/modules/\(version)"
        for file in try await files(of: names) {
            let place = target + file.dropFirst(source.count)
            try makeFolder((place as NSString).deletingLastPathComponent)
            if !FileManager.default.fileExists(atPath: place) {
                try FileManager.default.copyItem(atPath: file, toPath: place)
            }
        }
        for name in ["modules.order", "modules.builtin", "modules.builtin.modinfo"] {
            try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
        }
        try await runner.output(of: Command("depmod", ["--basedir", tree, version]))
    }

    /// The files of drivers and of all they depend on.
    private func files(of names: [String]) async throws -> [String] {
        let arguments = ["--dirname", packages.folder, "--set-version", version, "--show-depends", "--all"]
        let output = try await runner.output(of: Command("modprobe", arguments + names))
        return output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "insmod" && words.count > 1 ? String(words[1]) : nil
        }
    }
}
