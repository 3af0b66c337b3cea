import BlockDeviceKit
import HostCommand
import MortarModel

extension Bricks {
    /// Refuses a brick's file system that holds anything of a user's.
    ///
    /// An attempt that was undone while its host was away leaves an empty brick behind, which may be used again. What counts
    /// is the file system itself: the disk may as well come from another cluster.
    func refuseContent(of own: OwnFileSystem, on device: SurveyedDevice) async throws {
        let id = BrickID(rawValue: own.uuid)
        guard let path = try await self.path(of: own, on: device), try await !XFS(commands).isHalfMade(path) else {
            return
        }
        let wasMounted = try await isMounted(id)
        if !wasMounted { try await mounts.mount(BrickLayout.unit(id), device: path) }
        do {
            let file = try await anyFile(in: id)
            if !file.isEmpty { throw notEmpty(device, id, "It holds \(file).") }
        } catch {
            if !wasMounted { try await mounts.unmount(BrickLayout.mountPoint(id)) }
            throw error
        }
    }

    private func notEmpty(_ device: SurveyedDevice, _ id: BrickID, _ cause: String) -> Failure {
        Failure(
            .conflict, "\(device.stablePath) is not blank: it is the brick \(id).", cause: cause,
            correction: "Name another device, or name this one to be wiped if nothing on it is needed.",
            objects: ["device \(device.stablePath)"])
    }

    /// Nil where a volume group was begun and has no volume yet.
    private func path(of own: OwnFileSystem, on device: SurveyedDevice) async throws -> String? {
        guard own.isOnLVM, own.path == nil else { return own.path }
        let group = BrickLayout.volumeGroup(BrickID(rawValue: own.uuid))
        try await ThinVolume(commands).activate(group: group)
        let path = ThinVolume.path(group: group)
        if try await files.exists(path) { return path }
        if try await ThinVolume(commands).hasVolume(group: group) {
            throw notEmpty(device, BrickID(rawValue: own.uuid), "Its logical volume does not appear as \(path).")
        }
        return nil
    }

    /// The first file that is found; empty when there is none. Folders hold nothing by themselves, and `.glusterfs` is GlusterFS's
    /// own: for every file of a user's there it has a second name, outside of that folder.
    private func anyFile(in id: BrickID) async throws -> String {
        let own = BrickLayout.directory(id) + "/.glusterfs"
        let search = ["-xdev", "-mindepth", "1", "-path", own, "-prune", "-o", "-not", "-type", "d", "-print", "-quit"]
        let found = try await commands.output(
            of: Command("find", [BrickLayout.mountPoint(id)] + search, timeLimit: .seconds(300)))
        return found.split(separator: "\n").first.map(String.init) ?? ""
    }
}
