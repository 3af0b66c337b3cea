package import MortarModel

package import struct Foundation.Date

/// Says whether users of a volume forbid what is to be done to it; what is not known is a no.
///
/// Moving data of a sharded volume under a running VM has corrupted images: the VM writes to a shard while its file is on its way
/// (release notes of GlusterFS 3.10 to 3.13, known issues).
package struct VolumeGuard: Sendable {
    private let volume: String
    private let isSharded: Bool
    private let users: VolumeUsers
    private let names: [HostID: String]
    private let now: Date

    /// - Parameters:
    ///   - options: of the volume, those that were set.
    ///   - names: of hosts, in reasons.
    package init(
        volume: String, options: [String: String], users: VolumeUsers, names: [HostID: String], at now: Date
    ) {
        self.volume = volume
        self.users = users
        self.names = names
        self.now = now
        isSharded = Self.isSharded(options)
    }

    /// Whether files of a volume with these options are kept in pieces.
    package static func isSharded(_ options: [String: String]) -> Bool {
        ["on", "enable", "yes", "true", "1"].contains(options["features.shard"]?.lowercased() ?? "off")
    }

    package func verdict(on action: VolumeAction) -> GuardVerdict {
        switch action {
        case .moveData: GuardVerdict(refusals: isSharded ? unknown() + guests(why) + strangers(why) : [])
        case .stop(let force):
            GuardVerdict(refusals: unknown() + guests("") + (force ? [] : mounts() + strangers("")))
        }
    }

    private var why: String {
        " It has features.shard on, and data of such a volume that is moved while a VM writes to it corrupts images."
    }

    private func unknown() -> [GuardVerdict.Refusal] {
        let silent = users.hosts.filter { $0.value?.value(at: now) == nil }.keys.map(name).sorted()
        var refusals = silent.map { host in
            GuardVerdict.Refusal(
                "Whether VMs on \(host) use the volume \(volume) is not known.",
                remedy: "Ask again when all hosts of the cluster and libvirt on them answer.")
        }
        if users.strangers?.value(at: now) == nil {
            refusals.append(
                .init(
                    "The clients of the volume \(volume) are not known.",
                    remedy: "Ask again when GlusterFS answers on all hosts."))
        }
        return refusals
    }

    private func guests(_ why: String) -> [GuardVerdict.Refusal] {
        known { $0.guests }.map { host, guests in
            .init(
                "\(guests.joined(separator: ", ")) on \(host) has images on the volume \(volume).\(why)",
                remedy: "Stop the VMs, or move their disks to another volume, first.")
        }
    }

    private func mounts() -> [GuardVerdict.Refusal] {
        known { $0.mountPoints }.map { host, mountPoints in
            .init(
                "The volume \(volume) is mounted on \(host) at \(mountPoints.joined(separator: ", ")).",
                remedy: "Unmount it first, or say force.")
        }
    }

    private func strangers(_ why: String) -> [GuardVerdict.Refusal] {
        guard let strangers = users.strangers?.value(at: now), !strangers.isEmpty else { return [] }
        return [
            .init(
                "\(strangers.joined(separator: ", ")) uses the volume \(volume) and is no host of the cluster: whether VMs run there"
                    + " is not known.\(why)",
                remedy: "Unmount the volume there first.")
        ]
    }

    private func known(_ part: (VolumeUsers.OnHost) -> [String]) -> [(host: String, found: [String])] {
        users.hosts.compactMap { host, use in
            guard let found = use?.value(at: now).map(part), !found.isEmpty else { return nil }
            return (name(host), found)
        }.sorted { $0.host < $1.host }
    }

    private func name(_ host: HostID) -> String { names[host] ?? host.rawValue }
}
