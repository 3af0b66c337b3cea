import BlockDeviceKit
import MortarModel

/// Where a brick lives on its host, and by what it is known again.
enum BrickLayout {
    static let folder = "/var/lib/mortar/bricks"

    /// By the label of its file system a brick is known to be Mortar's.
    static let rules = DeviceRules(
        label: BrickMarks.label, volumeGroupPrefix: BrickMarks.volumeGroupPrefix, mountFolder: folder)

    static func mountPoint(_ id: BrickID) -> String { "\(folder)/\(id)" }

    /// The brick that a mount is; nil for other mounts.
    static func brick(_ mount: Mount) -> BrickID? {
        guard mount.type == "xfs", mount.mountPoint.hasPrefix(folder + "/") else { return nil }
        let name = mount.mountPoint.dropFirst(folder.count + 1)
        return name.contains("/") ? nil : BrickID(rawValue: String(name))
    }

    /// One level below the mount point, so that a missing mount is an error and not a brick on the root disk.
    static func directory(_ id: BrickID) -> String { "\(mountPoint(id))/brick" }

    static func volumeGroup(_ id: BrickID) -> String { rules.volumeGroupPrefix + id.rawValue }

    /// Mounted by UUID: device names change with every boot. `nofail` (systemd.mount(5)) has a host without this disk boot all
    /// the same; nothing but glusterd waits for it.
    static func unit(_ id: BrickID) -> MountUnit {
        MountUnit(
            description: "Mortar brick \(id)", source: "/dev/disk/by-uuid/\(id)", mountPoint: mountPoint(id),
            type: "xfs", options: ["noatime", "inode64", "nofail"], before: ["glusterd.service"])
    }
}
