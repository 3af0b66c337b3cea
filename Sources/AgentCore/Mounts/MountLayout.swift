import AgentAPI
import BlockDeviceKit

/// Where volumes are mounted on a host.
enum MountLayout {
    static let folder = "/var/lib/mortar/mounts"
    static let type = "fuse.glusterfs"

    static func mountPoint(_ volume: String) -> String { "\(folder)/\(volume)" }

    /// The volume that a mount point is for; nil for other folders.
    static func volume(mountedOn mountPoint: String) -> String? {
        guard mountPoint.hasPrefix(folder + "/") else { return nil }
        let name = mountPoint.dropFirst(folder.count + 1)
        return name.contains("/") ? nil : String(name)
    }

    /// systemd mounts it, so that the client's process is none of the agent's and outlives it.
    static func unit(_ request: MountRequest) -> MountUnit {
        let backups = request.servers.dropFirst()
        let backupOption = backups.isEmpty ? [] : ["backup-volfile-servers=\(backups.joined(separator: ":"))"]
        return MountUnit(
            description: "Mortar volume \(request.volume)",
            source: "\(request.servers.first ?? "localhost"):/\(request.volume)",
            mountPoint: mountPoint(request.volume), type: "glusterfs", options: ["_netdev"] + backupOption,
            after: ["network-online.target", "glusterd.service"])
    }
}
