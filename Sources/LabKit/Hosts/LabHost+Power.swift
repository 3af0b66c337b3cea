import Foundation
import HostCommand
import MortarModel

extension LabHost {
    /// Boots the host and waits until its system runs, its networks are connected and its sshd answers.
    func powerOn() async throws {
        let devices = try await attachDisks()
        try await HostTree(lab: lab, folder: folder, runner: runner).prepare(host, of: record)
        if try processes.leader() == nil { try await boot(devices) }
        let leader = try await wait(for: "The start of \(host.name)", limit: .seconds(20)) { try processes.leader() }
        try await connect(leader)
        try await waitUntilReady(leader)
    }

    /// Takes the power away: from one moment to the next nothing is sent and nothing runs.
    func powerOff() async throws {
        // First the links: a process that is killed still closes its connections, a machine without power does not.
        for name in try await presentLinks() { try await interfaces.set(name, up: false) }
        try await processes.end()
    }

    private func boot(_ devices: [String]) async throws {
        // A systemd-nspawn whose host is gone or never came to be still holds the tree and the interfaces.
        try await processes.end()
        if FileManager.default.fileExists(atPath: folder.pidFile) {
            try FileManager.default.removeItem(atPath: folder.pidFile)
        }
        let group = HostGroup(lab: record.name, host: host.name)
        try await group?.remove()
        try group?.make()
        let boot = HostBoot(
            lab: record.name, host: host, folder: folder, devices: devices, readOnlyBinds: record.readOnlyBinds,
            group: group, launcher: try Self.launcher())
        try await runner.output(of: boot.command)
    }

    /// The program `mortar-lab` of this build: this process itself, or beside it.
    private static func launcher() throws -> String {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: program).deletingLastPathComponent().appending(path: "mortar-lab").path(
            percentEncoded: false)
    }

    private func waitUntilReady(_ leader: Int32) async throws {
        let limit = Duration.seconds(60)
        try await wait(until: "The start of the services of \(host.name)", limit: limit) {
            let state = try await runner.run(HostEntry(leader).command(["systemctl", "is-system-running"]))
            return ["running\n", "degraded\n"].contains(state.standardOutput)
        }
        let address = record.subnet.address(host: host.number, .management)
        try await wait(until: "An answer of the sshd of \(host.name)", limit: limit) {
            let keys = try await runner.run(Command("ssh-keyscan", ["-T", "1", "-t", "ed25519", address]))
            return keys.standardOutput.contains(address)
        }
    }

    func presentLinks() async throws -> [String] {
        let present = Set(try await interfaces.list().map(\.name))
        return LabNetwork.allCases.map(link).filter(present.contains)
    }
}
