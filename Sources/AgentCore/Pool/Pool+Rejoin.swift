package import AgentAPI
import GlusterKit
import HostCommand
import MortarModel

extension Pool {
    private static let folder = "/var/lib/glusterd"

    /// Has this host be a member that the pool has lost: its storage service takes that identity and learns all volumes anew.
    ///
    /// Refused on a host that is a member of a pool already, unless it is this one under this identity.
    package func rejoin(_ identity: PoolIdentity) async throws {
        try await startGluster()
        try await explaining(
            "This host could not take the place of a lost one in the trusted pool.",
            correction: "See /var/log/glusterfs/glusterd.log on the host."
        ) {
            try await turns.run("glusterd") {
                if try await gluster.uuid() != identity.uuid { try await take(identity) }
                try await waitForPeers()
            }
        }
    }

    /// The files are those that glusterd itself writes (glusterd-store.c); it reads them when it starts.
    private func take(_ identity: PoolIdentity) async throws {
        try await refuseOtherPool()
        let info = "\(Self.folder)/glusterd.info"
        let lines = try await files.read(info)?.split(separator: "\n") ?? []
        let others = lines.filter { !$0.hasPrefix("UUID=") }.map { "\($0)\n" }.joined()
        try await commands.output(of: Command("systemctl", ["stop", "glusterd.service"], timeLimit: .seconds(60)))
        for peer in identity.peers {
            let names = peer.names.enumerated().map { "hostname\($0.offset + 1)=\($0.element)\n" }.joined()
            try await files.write("uuid=\(peer.uuid)\nstate=3\n\(names)", to: "\(Self.folder)/peers/\(peer.uuid)")
        }
        // Written last: with it the host is who it shall be, without it a second attempt begins anew.
        try await files.write("UUID=\(identity.uuid)\n\(others)", to: info)
        try await commands.output(of: Command("systemctl", ["start", "glusterd.service"], timeLimit: .seconds(120)))
        try await waitUntilGlusterAnswers()
    }

    private func refuseOtherPool() async throws {
        let peers = try await gluster.peers()
        let volumes = try await gluster.volumes()
        if peers.isEmpty && volumes.isEmpty { return }
        let names = (peers.flatMap(\.names) + volumes.map { "volume \($0.name)" }).joined(separator: ", ")
        throw Failure(
            .conflict, "This host belongs to a trusted pool already.", cause: "It knows \(names).",
            correction: "Take another host, or take this one out of its pool if nothing there is needed.")
    }

    private func waitForPeers() async throws {
        let isMember = try await becomesTrue(within: patience) {
            let peers = try await gluster.peers()
            return peers.contains { $0.isConnected && $0.isMember }
        }
        if isMember { return }
        throw Failure(
            .timedOut, "No member of the trusted pool has taken this host for the lost one.",
            correction: "See that port 24007 is open between the hosts, on the storage network.")
    }
}
