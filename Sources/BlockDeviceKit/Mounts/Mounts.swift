import Foundation
public import HostCommand

/// The mounts of one host.
public struct Mounts: Sendable {
    private let runner: any CommandRunner
    private let unitFolder = "/etc/systemd/system"

    public init(_ runner: any CommandRunner) {
        self.runner = runner
    }

    /// Mounts of these types, asked without touching the file systems, so that one that hangs does no harm.
    public func list(types: [String]) async throws -> [Mount] {
        try await list(types: types, columns: ["TARGET", "SOURCE", "FSTYPE", "OPTIONS"])
    }

    /// Mounts of these types with size and free space; waits for file systems that do not answer, up to 5 s.
    public func listWithSpace(types: [String]) async throws -> [Mount] {
        try await list(types: types, columns: ["TARGET", "SOURCE", "FSTYPE", "OPTIONS", "SIZE", "AVAIL"])
    }

    /// The mount that a path which exists is on.
    public func mount(below path: String) async throws -> Mount {
        let columns = ["TARGET", "SOURCE", "FSTYPE", "OPTIONS"].joined(separator: ",")
        let arguments = ["--json", "--first-only", "--output", columns, "--target", path]
        let command = Command("findmnt", arguments, timeLimit: .seconds(5))
        let mounts = try read(try await runner.output(of: command))
        guard let mount = mounts.first else { throw BlockDeviceError("findmnt does not know what \(path) is on") }
        return mount
    }

    /// Mounts for now, not for the next boot; the mount point is made.
    public func mount(_ unit: MountUnit, device: String? = nil) async throws {
        try await HostFiles(runner).makeFolder(unit.mountPoint)
        // Words for systemd alone, but for `nofail`: it has mount(8) call a missing device a success.
        let options = unit.options.filter { !["_netdev", "nofail"].contains($0) && !$0.hasPrefix("x-systemd.") }
            .joined(separator: ",")
        let arguments = ["-t", unit.type, "-o", options, device ?? unit.source, unit.mountPoint]
        try await runner.output(of: Command("mount", arguments, timeLimit: .seconds(90)))
    }

    /// Unmounts; succeeds when nothing is mounted there. A mount in use is refused.
    public func unmount(_ mountPoint: String) async throws {
        let command = Command("findmnt", ["--noheadings", "--output", "TARGET", "--mountpoint", mountPoint])
        let found = try await runner.run(command)
        if found.saysNoMount { return }
        guard found.status == 0 else {
            throw CommandFailure(command, .exit(found.status), tail: found.standardError)
        }
        try await runner.output(of: Command("umount", [mountPoint], timeLimit: .seconds(90)))
    }

    /// Writes the unit and has systemd mount it at every boot. Does not mount it now.
    public func install(_ unit: MountUnit) async throws {
        let files = HostFiles(runner)
        let path = "\(unitFolder)/\(unit.name)"
        if try await files.read(path) != unit.text {
            try await files.write(unit.text, to: path)
            try await runner.output(of: Command("systemctl", ["daemon-reload"]))
        }
        try await runner.output(of: Command("systemctl", ["enable", "--quiet", unit.name]))
        // The link that enables it would be lost with the power for some seconds more.
        try await runner.output(of: Command("sync", ["--file-system", unitFolder]))
    }

    /// Whether a unit for its mount point is installed, whatever it says.
    public func isInstalled(_ unit: MountUnit) async throws -> Bool {
        try await HostFiles(runner).exists("\(unitFolder)/\(unit.name)")
    }

    /// Takes the unit of a mount point away; succeeds when there is none.
    public func uninstall(mountPoint: String) async throws {
        let name = UnitName.mount(at: mountPoint)
        let files = HostFiles(runner)
        guard try await files.exists("\(unitFolder)/\(name)") else { return }
        try await runner.output(of: Command("systemctl", ["disable", "--quiet", name]))
        try await files.remove("\(unitFolder)/\(name)")
        try await runner.output(of: Command("systemctl", ["daemon-reload"]))
        // Only a unit that failed is remembered without its file; any other one cannot be reset, which is as well.
        _ = try await runner.run(Command("systemctl", ["reset-failed", name]))
    }

    private func list(types: [String], columns: [String]) async throws -> [Mount] {
        let arguments = [
            "--json", "--bytes", "--list", "--types", types.joined(separator: ","), "--output",
            columns.joined(separator: ","),
        ]
        let command = Command("findmnt", arguments, timeLimit: .seconds(5))
        let output = try await runner.run(command)
        if output.saysNoMount { return [] }
        guard output.status == 0 else {
            throw CommandFailure(command, .exit(output.status), tail: output.standardError)
        }
        return try read(output.standardOutput)
    }

    private func read(_ listing: String) throws -> [Mount] {
        do {
            return try JSONDecoder().decode(Listing.self, from: Data(listing.utf8)).filesystems
        } catch {
            throw BlockDeviceError("findmnt answered what cannot be read: \(error)")
        }
    }
}

extension CommandOutput {
    /// Status 1 is `findmnt`'s for any failure; without a word it means that there is no such mount.
    fileprivate var saysNoMount: Bool { status == 1 && standardOutput.isEmpty && standardError.isEmpty }
}

private struct Listing: Decodable {
    var filesystems: [Mount]
}
