import BlockDeviceKit
import HostCommand
import MortarModel

/// Puts a brick's file system on a device: on a thin volume where the kernel can map devices, else on the device itself.
struct BrickFormatting: Sendable {
    private let commands: any CommandRunner
    private let xfs: XFS
    private let thin: ThinVolume

    init(_ commands: any CommandRunner) {
        self.commands = commands
        xfs = XFS(commands)
        thin = ThinVolume(commands)
    }

    /// Formats a blank device; returns the path of the file system.
    func format(_ device: BlockDevice, for id: BrickID, stripe: Stripe?) async throws -> String {
        if try await thin.isPossible() { return try await formatThin(device, for: id, stripe: stripe) }
        try await make(device.path, for: id, stripe: stripe)
        return device.path
    }

    /// Does what is still missing on a device that an earlier call began with; returns the path of the file system.
    func finish(
        _ own: OwnFileSystem, on device: BlockDevice, for id: BrickID, stripe: Stripe?
    ) async throws -> String {
        if let path = own.path { return path }
        return try await formatThin(device, for: id, stripe: stripe)
    }

    /// Makes a file system in the place of an interrupted one.
    func makeAgain(_ path: String, for id: BrickID, stripe: Stripe?) async throws {
        try await commands.output(of: Command("wipefs", ["--all", "--quiet", path]))
        try await make(path, for: id, stripe: stripe)
    }

    /// Leaves the device blank. The caller has unmounted it.
    func erase(_ own: OwnFileSystem, on device: BlockDevice, of id: BrickID) async throws {
        if own.isOnLVM {
            try await thin.deactivate(group: BrickLayout.volumeGroup(id))
        }
        // The one step that destroys: before it the brick is whole, after it the device is blank.
        try await commands.output(of: Command("wipefs", ["--all", "--quiet", device.path]))
    }

    private func formatThin(_ device: BlockDevice, for id: BrickID, stripe: Stripe?) async throws -> String {
        let group = BrickLayout.volumeGroup(id)
        try await thin.make(group: group, device: device.path, size: device.size, stripe: stripe)
        try await thin.activate(group: group)
        let path = ThinVolume.path(group: group)
        let marks = try await commands.output(of: Command("wipefs", ["--json", path]))
        // mkfs.xfs refuses what is not ours; what is ours is there already.
        if !marks.contains(id.rawValue) { try await make(path, for: id, stripe: stripe) }
        return path
    }

    private func make(_ path: String, for id: BrickID, stripe: Stripe?) async throws {
        try await xfs.make(on: path, uuid: id.rawValue, label: BrickLayout.rules.label, stripe: stripe)
    }
}
