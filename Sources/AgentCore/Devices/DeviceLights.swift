import BlockDeviceKit
import HostCommand
import MortarModel

/// The lights that show where a device is in its host.
struct DeviceLights: Sendable {
    private let commands: any CommandRunner
    private let devices: HostDevices

    init(_ commands: any CommandRunner, devices: HostDevices) {
        self.commands = commands
        self.devices = devices
    }

    /// Switches one on or off with `ledctl`, which knows the enclosures' ways; asked again it succeeds.
    func blink(_ path: String, on: Bool) async throws {
        let survey = try await devices.survey(isHurried: true)
        let device = try await whole(of: devices.find(path, in: survey), in: survey)
        let pattern = on ? "locate" : "locate_off"
        let command = Command("ledctl", ["--listed-only", "\(pattern)=\(device.device.path)"], timeLimit: .seconds(30))
        do {
            try await commands.output(of: command)
        } catch let failure as CommandFailure {
            throw Failure(
                .toolFailed, "The light of \(device.stablePath) could not be switched \(on ? "on" : "off").",
                cause: failure.reason == .notFound ? "ledctl is not installed." : "\(failure)",
                correction: correction(for: device.device, failure), objects: ["device \(device.stablePath)"])
        }
    }

    /// The disk that a partition is part of.
    private func whole(of device: SurveyedDevice, in survey: [SurveyedDevice]) -> SurveyedDevice {
        guard device.device.kind == "part" else { return device }
        return survey.first { $0.device.children.contains { $0.kernelName == device.device.kernelName } } ?? device
    }

    private func correction(for device: BlockDevice, _ failure: CommandFailure) -> String {
        let tool = failure.reason == .notFound ? "Install the package ledmon on the host, or find" : "Find"
        guard let serial = device.serial else { return "\(tool) the disk by its model and its place in the host." }
        return "\(tool) the disk by its serial number \(serial), which is printed on it."
    }
}
