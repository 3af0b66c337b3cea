import BlockDeviceKit
package import HostCommand

/// The disks and partitions that Mortar may know of on this host.
package struct HostDevices: Sendable {
    private let devices: BlockDevices
    private let allowed: [String]?

    /// - Parameter allowed: the only paths that count, by any of a device's names; nil for all devices.
    package init(_ commands: any CommandRunner, allowed: [String]? = nil) {
        devices = BlockDevices(commands)
        self.allowed = allowed
    }

    func survey() async throws -> [SurveyedDevice] {
        let found = try await devices.survey(BrickLayout.rules)
        guard let allowed else { return found }
        return found.filter { device in allowed.contains { device.answers(to: $0) } }
    }

    /// Destroys what is on a device. The caller must have been told to by its user.
    func wipe(_ device: SurveyedDevice) async throws {
        try await devices.wipe(device.device)
    }
}
