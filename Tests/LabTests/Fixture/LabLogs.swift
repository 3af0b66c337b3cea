import Foundation
import HostCommand
import LabKit

/// Copies what the hosts of a lab have logged to where it outlives them.
struct LabLogs {
    let lab: Lab
    let folder: String

    private static let runner = LocalCommands()

    func collect() async throws {
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        for host in try await lab.status().hosts { try await collect(host.name) }
    }

    private func collect(_ host: String) async throws {
        let logs = try lab.logs(of: host)
        let target = "\(folder)/\(host)"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: logs.console, toPath: "\(target)/console.log")
        let command = Command("journalctl", ["--directory=\(logs.journal)", "--no-pager"], outputLimit: 256 << 20)
        try await Self.runner.output(of: command).write(
            toFile: "\(target)/journal.log", atomically: true, encoding: .utf8)
        for name in ["glusterfs", "libvirt"] where FileManager.default.fileExists(atPath: "\(logs.files)/\(name)") {
            try await Self.runner.output(of: Command("cp", ["--recursive", "\(logs.files)/\(name)", target]))
        }
    }
}
