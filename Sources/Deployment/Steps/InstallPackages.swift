import Foundation
import HostCommand
import MortarModel

/// Brings Mortar's packages to a host; does nothing where the same ones are installed.
struct InstallPackages: Sendable {
    /// The folder with the packages on this machine.
    let folder: String

    /// Installs packages by name and waits until dpkg is done.
    func run(_ names: [String], on host: DeployHost) async throws {
        var files: [String] = []
        for name in names {
            let package = try file(of: name)
            if try await isInstalled(package, host) { continue }
            files.append(try await upload(package, to: host))
        }
        guard !files.isEmpty else { return }
        try await install(files, host)
        for file in files { try await host.files.remove(file) }
    }

    struct Package {
        var name: String
        var version: String
        var path: String
    }

    /// The newest `NAME_VERSION_amd64.deb` in the folder.
    func file(of name: String) throws -> Package {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let found = all.filter { $0.hasPrefix("\(name)_") && $0.hasSuffix(".deb") }.sorted { left, right in
            left.compare(right, options: .numeric) == .orderedAscending
        }
        guard let newest = found.last else {
            throw Failure(
                .notFound, "There is no package \(name) in \(folder).",
                correction: "Make the packages with “make deb”, or tell their folder with --packages.")
        }
        let version = newest.split(separator: "_").dropFirst().first.map(String.init) ?? ""
        return Package(name: name, version: version, path: "\(folder)/\(newest)")
    }

    /// The same version may have been built anew: the checksum in dpkg's own record decides.
    private func isInstalled(_ package: Package, _ host: DeployHost) async throws -> Bool {
        let query = Command("dpkg-query", ["--show", "--showformat=${db:Status-Abbrev}${Version}", package.name])
        let output = try await host.runner.run(query)
        guard output.status == 0, output.standardOutput == "ii \(package.version)" else { return false }
        let stamp = try await host.files.read(Self.stampPath(package.name))
        return try await stamp == checksum(of: package)
    }

    private func upload(_ package: Package, to host: DeployHost) async throws -> String {
        let path = "/var/tmp/\(package.name)_\(package.version)_amd64.deb"
        try await host.runner.output(
            of: Command(
                "dd", ["of=\(path)", "bs=1M", "status=none"], input: .file(package.path), timeLimit: .seconds(600)))
        return path
    }

    private func install(_ files: [String], _ host: DeployHost) async throws {
        let noninteractive = ["DEBIAN_FRONTEND=noninteractive"]
        let dpkg = Command("env", noninteractive + ["dpkg", "--install"] + files, timeLimit: .seconds(300))
        // dpkg alone takes a third of apt's time, and hosts that are prepared have all that the packages depend on.
        if try await host.runner.run(dpkg).status != 0 {
            try await host.runner.output(
                of: Command("env", noninteractive + Self.fetchDependencies, timeLimit: .seconds(900)))
            try await host.runner.output(of: dpkg)
        }
        for file in files {
            let name = String(file.split(separator: "/").last?.split(separator: "_").first ?? "")
            try await host.files.makeFolder("/var/lib/mortar")
            try await host.files.write(try await checksum(of: try self.file(of: name)), to: Self.stampPath(name))
        }
    }

    /// Brings in what unpacked packages depend on; also waits for others who are installing.
    private static let fetchDependencies = [
        "apt-get", "install", "--yes", "--no-install-recommends", "--fix-broken", "--no-remove",
        "-o", "DPkg::Lock::Timeout=120",
    ]

    private func checksum(of package: Package) async throws -> String {
        let text = try await LocalCommands().output(of: Command("sha256sum", ["--binary", package.path]))
        return String(text.prefix { !$0.isWhitespace })
    }

    private static func stampPath(_ name: String) -> String { "/var/lib/mortar/\(name).package.sha256" }
}
