package import AgentAPI
import BlockDeviceKit
package import HostCommand
import MortarModel

/// The FUSE mounts of volumes on this host.
package struct VolumeMounts: Sendable {
    private let commands: any CommandRunner
    private let mounts: Mounts
    private let files: HostFiles
    private let turns = Turns<String>()

    package init(_ commands: any CommandRunner) {
        self.commands = commands
        mounts = Mounts(commands)
        files = HostFiles(commands)
    }

    /// Mounts a volume for good, or finds it mounted. A mount whose client died is made again.
    package func mount(_ request: MountRequest) async throws {
        try await explaining(
            "The volume \(request.volume) could not be mounted.",
            correction: "See that the volume is started and its hosts are up.", objects: ["volume \(request.volume)"]
        ) {
            try await turns.run(request.volume) {
                let unit = MountLayout.unit(try validated(request))
                let wasInstalled = try await mounts.isInstalled(unit)
                do {
                    try await install(unit, for: request.volume)
                } catch {
                    if !wasInstalled { try await remove(request.volume) }
                    throw error
                }
            }
        }
    }

    /// Takes a mount away; one that does not exist is as asked. Refused while it is in use.
    package func unmount(_ volume: String) async throws {
        let mountPoint = MountLayout.mountPoint(volume)
        try await explaining(
            "The volume \(volume) could not be unmounted.",
            correction: "See with `fuser -vm \(mountPoint)` on the host what uses it.", objects: ["volume \(volume)"]
        ) {
            try await turns.run(volume) {
                _ = try validated(MountRequest(volume: volume, servers: []))
                try await remove(volume)
            }
        }
    }

    /// Names of the volumes that are mounted.
    package func mounted() async throws -> [String] {
        let found = try await mounts.list(types: [MountLayout.type])
        return found.compactMap { MountLayout.volume(mountedOn: $0.mountPoint) }.sorted()
    }

    /// Starts the mount that has a unit; for one that did not come up at boot.
    func mountAgain(_ volume: String) async throws {
        try await turns.run(volume) {
            if try await !isMounted(volume) { try await start(UnitName.mount(at: MountLayout.mountPoint(volume))) }
        }
    }

    private func install(_ unit: MountUnit, for volume: String) async throws {
        try await files.makeFolder(MountLayout.folder)
        try await mounts.install(unit)
        if try await isMounted(volume) {
            if try await answers(unit.mountPoint) { return }
            try await commands.output(of: Command("umount", ["--lazy", unit.mountPoint]))
        }
        try await start(unit.name)
        guard try await isMounted(volume) else {
            throw BlockDeviceError("systemd has started \(unit.name), but it is not mounted")
        }
    }

    private func remove(_ volume: String) async throws {
        let mountPoint = MountLayout.mountPoint(volume)
        try await mounts.unmount(mountPoint)
        try await mounts.uninstall(mountPoint: mountPoint)
        guard try await files.exists(mountPoint) else { return }
        try await commands.output(of: Command("rmdir", ["--", mountPoint]))
    }

    private func isMounted(_ volume: String) async throws -> Bool {
        try await mounted().contains(volume)
    }

    /// Whether the file system answers; a client that has died leaves its mount behind.
    private func answers(_ mountPoint: String) async throws -> Bool {
        let command = Command("stat", ["--file-system", "--", mountPoint], timeLimit: .seconds(60))
        let output = try await commands.run(command)
        if output.status == 0 { return true }
        if output.standardError.contains("Transport endpoint is not connected") { return false }
        throw CommandFailure(command, .exit(output.status), tail: output.standardError)
    }

    private func start(_ unit: String) async throws {
        do {
            try await commands.output(of: Command("systemctl", ["start", unit], timeLimit: .seconds(120)))
        } catch let failure as CommandFailure {
            // systemctl only points to the journal, where the mount's own words are.
            let words = try await commands.run(
                Command("journalctl", ["--unit", unit, "--lines", "5", "--output", "cat", "--no-pager"]))
            throw BlockDeviceError("\(failure.tail)\n\(words.standardOutput)")
        }
    }

    /// The name becomes a folder and a word of a unit file.
    private func validated(_ request: MountRequest) throws -> MountRequest {
        let isVolume = try request.volume.wholeMatch(of: Regex("[A-Za-z0-9_-]+")) != nil
        let areServers = try request.servers.allSatisfy { try $0.wholeMatch(of: Regex("[A-Za-z0-9._-]+")) != nil }
        if isVolume && areServers { return request }
        let servers = request.servers.joined(separator: " ")
        throw Failure(.invalid, "“\(request.volume)” from “\(servers)” cannot be mounted.")
    }
}
