import AgentAPI
import BlockDeviceKit
import MortarModel

extension Bricks {
    /// Destroys what is on a device that a user named, and leaves it blank; a blank one is as asked.
    ///
    /// Refused for what is mounted or held, and for every brick: ``remove(_:)`` looks at volumes before.
    package func wipe(_ path: String) async throws {
        try await explaining(
            "\(path) could not be wiped.", correction: "See with `lsblk \(path)` on the host what uses it.",
            objects: ["device \(path)"]
        ) {
            try await turns.run("devices") {
                let device = try await devices.find(path, in: try await devices.survey())
                switch device.use {
                case .blank: return
                case .own(let own): throw Self.holdsBrick(device, own)
                case .occupied: try await devices.wipe(device)
                }
                _ = try await wiped(path)
            }
        }
    }

    /// The device, which must be blank by now.
    func wiped(_ path: String) async throws -> BlockDevice {
        let device = try await devices.find(path, in: try await devices.survey())
        if case .blank = device.use { return device.device }
        throw Failure(
            .conflict, "\(path) is not blank after it was wiped.", cause: "\(device.use)", objects: ["device \(path)"])
    }

    private static func holdsBrick(_ device: SurveyedDevice, _ own: OwnFileSystem) -> Failure {
        Failure(
            .conflict, "\(device.stablePath) holds the brick \(own.uuid).",
            correction: "Release the device, which removes the brick if nothing uses it.",
            objects: ["device \(device.stablePath)"])
    }
}
