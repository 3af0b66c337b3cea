import Foundation
import HostCommand

/// What is mounted on the machine.
struct Mounts: Sendable {
    let runner: any CommandRunner

    /// The mount points in a folder, the innermost first.
    func points(in folder: String) async throws -> [String] {
        let list = try await runner.output(of: Command("findmnt", ["--json", "--list", "--output", "TARGET"]))
        let points = try Self.points(from: list).filter { $0.hasPrefix(folder + "/") }
        return points.sorted { $0.count > $1.count }
    }

    func unmount(_ point: String) async throws {
        try await runner.output(of: Command("umount", ["--", point]))
    }

    func mountOverlay(_ base: String, _ folder: HostFolder) async throws {
        let options = "lowerdir=\(base),upperdir=\(folder.upper),workdir=\(folder.work)"
        try await runner.output(of: Command("mount", ["-t", "overlay", "overlay", "-o", options, folder.root]))
    }

    /// Reads the output of `findmnt --json --list`.
    static func points(from output: String) throws -> [String] {
        struct Listing: Decodable {
            var filesystems: [[String: String]]
        }
        return try JSONDecoder().decode(Listing.self, from: Data(output.utf8)).filesystems.compactMap { $0["target"] }
    }
}
