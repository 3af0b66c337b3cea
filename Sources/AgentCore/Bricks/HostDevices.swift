import BlockDeviceKit
import Foundation
package import HostCommand
import MortarModel

/// The disks and partitions that Mortar may know of on this host.
package struct HostDevices: Sendable {
    private let commands: any CommandRunner
    private let devices: BlockDevices
    /// For a host's facts, which have 10 s for everything together.
    private let hurried: BlockDevices
    private let allowed: [String]?

    /// - Parameter allowed: the only paths that count, by any of a device's names; nil for all devices.
    package init(_ commands: any CommandRunner, allowed: [String]? = nil) {
        self.commands = commands
        devices = BlockDevices(commands)
        hurried = BlockDevices(commands, readingLimit: .seconds(3))
        self.allowed = allowed
    }

    /// - Parameter isHurried: whether a disk that needs more than 3 s to answer counts as one that cannot be read.
    func survey(isHurried: Bool = false) async throws -> [SurveyedDevice] {
        let found = try await (isHurried ? hurried : devices).survey(BrickLayout.rules)
        guard let allowed else { return found }
        let paths = try await realPaths(of: allowed)
        return found.filter { device in
            paths.contains("/dev/\(device.device.kernelName)") || allowed.contains { device.answers(to: $0) }
        }
    }

    /// The device of this path, also by another link to it.
    func find(_ path: String, in survey: [SurveyedDevice]) async throws -> SurveyedDevice {
        if let device = survey.first(where: { $0.answers(to: path) }) { return device }
        let real = try await commands.run(Command("realpath", ["-e", "--", path]))
        let target = real.standardOutput.trimmingCharacters(in: .newlines)
        if real.status == 0, let device = survey.first(where: { $0.device.path == target }) { return device }
        throw Failure(
            .notFound, "There is no device \(path) on this host.",
            correction: "Name one that the host lists, as /dev/disk/by-id/…", objects: ["device \(path)"])
    }

    /// Of those that exist: a disk has several names by which a link leads to it.
    private func realPaths(of paths: [String]) async throws -> Set<String> {
        if paths.isEmpty { return [] }
        let command = Command("realpath", ["--canonicalize-existing", "--"] + paths, timeLimit: .seconds(5))
        return Set(try await commands.run(command).standardOutput.split(separator: "\n").map(String.init))
    }

    /// Destroys what is on a device. The caller must have been told to by its user.
    func wipe(_ device: SurveyedDevice) async throws {
        try await devices.wipe(device.device)
    }
}
