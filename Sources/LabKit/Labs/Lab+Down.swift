import Foundation
import Glibc
import HostCommand
import MortarModel

extension Lab {
    /// Removes all that `up` made, also after a crash half-way, and nothing else.
    ///
    /// Returns whether there was anything to remove.
    @discardableResult
    package func down() async throws -> Bool {
        try MachineChecks.requireRoot()
        return try await exclusively {
            try await cache.removeAbandoned()
            guard FileManager.default.fileExists(atPath: folder.path) else { return false }
            await report.show("Remove lab \(name)", fraction: nil)
            try await endHosts()
            try await release(folder.path)
            try await removeInterfaces()
            try await removeFiles()
            await report.finish("Remove lab \(name)")
            return true
        }
    }

    private var hostFolders: [HostFolder] {
        get throws {
            let hosts = "\(folder.path)/hosts"
            guard FileManager.default.fileExists(atPath: hosts) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: hosts).map { HostFolder(path: "\(hosts)/\($0)") }
        }
    }

    private func endHosts() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for host in try hostFolders {
                group.addTask { try await HostProcesses(folder: host).end() }
            }
            try await group.waitForAll()
        }
        for host in try hostFolders.map({ URL(filePath: $0.path).lastPathComponent }) {
            // Left behind where systemd-nspawn itself was killed.
            rmdir("/run/systemd/nspawn/propagate/\(name)-\(host)")
            try await HostGroup(lab: name, host: host)?.remove()
        }
    }

    /// Unmounts and detaches what lies in a folder until nothing is there any more: a device that a dying host still holds
    /// goes a moment later, and an `up` that was killed may have left a program that mounts or attaches one thing more.
    func release(_ folder: String) async throws {
        let mounts = Mounts(runner: runner)
        let loops = LoopDevices(runner: runner)
        var left: [String] = []
        try await wait(until: "The release of \(left.joined(separator: ", "))", limit: .seconds(60)) {
            let points = try await mounts.points(in: folder)
            for point in points { try await mounts.unmount(point) }
            let devices = try await loops.devices(in: folder).map(\.device)
            for device in devices { try await loops.detach(device) }
            left = points + devices
            return left.isEmpty
        }
    }

    /// Only with a record: before it is written, no interface was made.
    private func removeInterfaces() async throws {
        guard FileManager.default.fileExists(atPath: folder.recordFile) else { return }
        let interfaces = Interfaces(runner: runner)
        for name in try await interfaces.list().map(\.name) where names.contains(name) {
            try await interfaces.remove(name)
        }
    }

    /// The record goes last, so that a removal that is killed can be done again.
    private func removeFiles() async throws {
        for host in try hostFolders { try await DiskFile.removeAll(in: host, runner) }
        for path in ["\(folder.path)/hosts", folder.path] {
            try await runner.output(of: Command("rm", ["-rf", "--one-file-system", path], timeLimit: .seconds(300)))
        }
    }
}
