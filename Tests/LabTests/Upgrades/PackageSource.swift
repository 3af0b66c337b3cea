import Foundation
import HostCommand
import MortarModel
import Testing

/// A package source of Mortar's own packages in a higher version, and what has a host of the lab use it and no other.
struct PackageSource {
    static let version = "\(ProductVersion.current)+lab1"
    private static let place = "/srv/mortar-packages"
    private static let settings = "/etc/apt/apt.conf.d/99mortar-lab"
    private static let list = "/etc/apt/mortar-lab.list"

    private let machine = LocalCommands()
    private let folder: String
    private var files: [String] = []

    /// Makes packages that differ in nothing but their version.
    init(_ packages: [String]) async throws {
        let made = try #require(ProcessInfo.processInfo.environment["MORTAR_PACKAGES"])
        folder = FileManager.default.temporaryDirectory.appending(path: "mortar-source-\(UUID())").path()
        for package in packages {
            let tree = "\(folder)-\(package)"
            let file = "\(package)_\(Self.version).deb"
            let names = try FileManager.default.contentsOfDirectory(atPath: made)
            let old = try #require(names.first { $0.hasPrefix("\(package)_") })
            try await machine.output(of: Command("dpkg-deb", ["--raw-extract", "\(made)/\(old)", tree]))
            try await machine.output(
                of: Command("sed", ["-i", "s/^Version: .*/Version: \(Self.version)/", "\(tree)/DEBIAN/control"]))
            try await machine.output(of: Command("mkdir", ["-p", folder]))
            try await machine.output(
                of: Command("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z1", "--build", tree, "\(folder)/\(file)"]))
            try FileManager.default.removeItem(atPath: tree)
            files.append(file)
        }
    }

    func remove() throws { try FileManager.default.removeItem(atPath: folder) }

    /// Has a host find these packages, or none at all.
    func offer(on host: String, empty: Bool = false) async throws {
        let commands = try SharedLab.commands(on: host)
        try await commands.output(of: Command("mkdir", ["-p", Self.place]))
        for file in empty ? [] : files {
            try await commands.output(
                of: Command(
                    "dd", ["of=\(Self.place)/\(file)", "bs=1M", "status=none"], input: .file("\(folder)/\(file)")))
        }
        let host = HostFiles(commands)
        try await host.write(index(), to: "\(Self.place)/Packages")
        try await host.write(empty ? "" : "deb [trusted=yes] file:\(Self.place) ./\n", to: Self.list)
        try await host.write(
            "Dir::Etc::sourcelist \"\(Self.list)\";\nDir::Etc::sourceparts \"-\";\n", to: Self.settings)
    }

    private func index() async throws -> String {
        let text = try await machine.output(of: Command("dpkg-scanpackages", [folder]))
        return text.replacing("Filename: \(folder)/", with: "Filename: ./")
    }

    /// The version of a package that a host has.
    static func installed(_ package: String, on host: String) async throws -> String {
        try await SharedLab.commands(on: host).output(
            of: Command("dpkg-query", ["--show", "--showformat=${Version}", package]))
    }

    /// Gives a host its own sources back.
    static func takeAway(from host: String) async throws {
        try await SharedLab.commands(on: host).output(
            of: Command("rm", ["-rf", "--", Self.place, Self.settings, Self.list]))
    }
}
