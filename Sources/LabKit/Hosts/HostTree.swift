import Foundation
import HostCommand

/// The file system of a host: its own layer over the base tree.
struct HostTree: Sendable {
    let lab: LabFolder
    let folder: HostFolder
    let runner: any CommandRunner

    /// Mounts the tree if it is not mounted, and gives it the host's own files the first time.
    func prepare(_ host: HostRecord, of record: LabRecord) async throws {
        for path in [folder.upper, folder.work, folder.root] { try makeFolder(path) }
        let mounts = Mounts(runner: runner)
        if try await !mounts.points(in: folder.path).contains(folder.root) {
            try await mounts.mountOverlay(record.baseTree, folder)
        }
        if !FileManager.default.fileExists(atPath: folder.personalMark) {
            try await personalize(host, of: record)
            try writeFile("", to: folder.personalMark)
        }
    }

    private func personalize(_ host: HostRecord, of record: LabRecord) async throws {
        let key = try String(contentsOfFile: lab.privateKey + ".pub", encoding: .utf8)
        let identity = UUID().uuidString.lowercased().filter { $0 != "-" }
        let own = HostIdentity(host: host, subnet: record.subnet, machineID: identity, authorizedKey: key)
        try makeFolder("\(folder.root)/root/.ssh", mode: 0o700)
        for file in own.files { try writeFile(file.content, to: folder.root + file.path, mode: file.mode) }
        try await runner.output(of: Command("ssh-keygen", ["-A", "-f", folder.root]))
    }

    /// The host's public ssh key, as `TYPE KEY`.
    func publicKey() throws -> String {
        let path = "\(folder.root)/etc/ssh/ssh_host_ed25519_key.pub"
        let words = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
        return words.prefix(2).joined(separator: " ")
    }
}
