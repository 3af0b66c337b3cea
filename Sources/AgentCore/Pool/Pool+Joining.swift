import Concurrency
import GlusterKit
import MortarModel

extension Pool {
    /// Makes a host a member and waits until all members that are here see it, and it sees them.
    ///
    /// One that has not met the newcomer yet would refuse the next change of a volume.
    package func add(_ name: String) async throws {
        try await explaining(
            "\(name) could not be made a member of the trusted pool.",
            correction: "See that glusterd runs on \(name) and port 24007 is open between the hosts.",
            objects: ["host \(name)"]
        ) {
            if try await gluster.probe(name) == .thisHost { return }
            var seen = "nothing was seen"
            let areFriends = try await becomesTrue(within: patience) {
                do {
                    seen = try await obstacle(to: name) ?? ""
                } catch let error as GlusterError {
                    seen = "\(error)"
                }
                return seen.isEmpty
            }
            if !areFriends {
                throw Failure(
                    .timedOut, "\(name) did not become a full member of the trusted pool.", cause: seen,
                    correction: "See /var/log/glusterfs/glusterd.log on both hosts.", objects: ["host \(name)"])
            }
        }
    }

    /// What still keeps a probed host from being a full member; nil when nothing does.
    private func obstacle(to name: String) async throws -> String? {
        let own = try await gluster.uuid()
        let peers = try await gluster.peers()
        guard let newcomer = peers.first(where: { $0.names.contains(name) }) else {
            return "\(name) is not in this host's list of peers"
        }
        if let gap = newcomer.gap(at: "this host") { return gap }
        let others = peers.filter { $0.uuid != newcomer.uuid && $0.gap(at: "this host") == nil }
        let seen = try await gluster.peers(seenBy: name)
        for (uuid, member) in [(own, "this host")] + others.map({ ($0.uuid, $0.names[0]) }) {
            if let gap = seen.gap(of: uuid, called: member, at: name) { return gap }
        }
        let gaps = try await concurrently(others) { member in
            try await gluster.peers(seenBy: member.names[0]).gap(of: newcomer.uuid, called: name, at: member.names[0])
        }
        return gaps.compactMap(\.self).first
    }
}

extension GlusterPeer {
    /// What a viewer has against this one as a member; nil for a full member that is connected.
    fileprivate func gap(at viewer: String) -> String? {
        isMember && isConnected ? nil : "\(names[0]) is “\(state)”\(isConnected ? "" : ", not connected,") at \(viewer)"
    }
}

extension [GlusterPeer] {
    fileprivate func gap(of uuid: String, called name: String, at viewer: String) -> String? {
        guard let peer = first(where: { $0.uuid == uuid }) else {
            return "\(name) is not in the list of peers of \(viewer)"
        }
        return peer.gap(at: viewer)
    }
}
