import BlockDeviceKit
import GlusterKit
import HostCommand
package import MortarModel

extension Bricks {
    /// Unmounts a brick and leaves its device blank; one that does not exist is as asked. Refused while a volume uses it.
    package func remove(_ id: BrickID) async throws {
        try await explaining(
            "The brick \(id) could not be removed.",
            correction: "See with `fuser -vm \(BrickLayout.mountPoint(id))` on the host what uses it."
        ) {
            try await turns.run("devices") { try await removeUnguarded(id) }
        }
    }

    /// The same for a caller whose turn it is already.
    func removeUnguarded(_ id: BrickID) async throws {
        let survey = try await devices.survey()
        let found = survey.compactMap { device -> (BlockDevice, OwnFileSystem)? in
            guard case .own(let own) = device.use, own.uuid == id.rawValue else { return nil }
            return (device.device, own)
        }
        let mountPoint = BrickLayout.mountPoint(id)
        if found.isEmpty, try await !isThere(id) { return }
        if found.isEmpty, let dead = survey.first(where: \.use.isUnknown) {
            throw Failure(
                .conflict, "The brick \(id) was not found, and \(dead.stablePath) cannot be read.",
                correction: "Pull the dead disk out of the host, or bring it back; then ask again.",
                objects: ["device \(dead.stablePath)"])
        }
        try await refuseUsed(id)
        try await mounts.unmount(mountPoint)
        try await mounts.uninstall(mountPoint: mountPoint)
        for (device, own) in found { try await formatting.erase(own, on: device, of: id) }
        try await removeFolder(mountPoint)
    }

    /// The folder of a file system that has shut down cannot be looked at; the kernel's table has it all the same.
    private func isThere(_ id: BrickID) async throws -> Bool {
        if try await files.exists(BrickLayout.mountPoint(id)) { return true }
        return try await isMounted(id)
    }

    /// A volume that cannot be asked about counts as one that uses the brick.
    private func refuseUsed(_ id: BrickID) async throws {
        guard try await files.exists("/var/lib/glusterd/glusterd.info") else { return }
        let own = try await gluster.uuid()
        let directory = BrickLayout.directory(id)
        let users = try await gluster.volumes().filter { volume in
            volume.bricks.contains { $0.hostUUID == own && $0.brick.directory == directory }
        }
        if let volume = users.first {
            throw Failure(
                .conflict, "The volume \(volume.name) uses the brick \(id).",
                correction: "Delete the volume or replace the brick first.", objects: ["volume \(volume.name)"])
        }
    }

    /// Only ever an empty one: what a missing mount let be written into it is not ours to delete.
    private func removeFolder(_ path: String) async throws {
        guard try await files.exists(path) else { return }
        try await commands.output(of: Command("rmdir", ["--", path]))
    }
}
