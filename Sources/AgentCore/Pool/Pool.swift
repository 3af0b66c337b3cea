package import AgentAPI
import GlusterKit
package import HostCommand
import HostNetworkKit
import MortarModel

/// This host's place in the trusted pool: names, storage service, peers.
package struct Pool: Sendable {
    let commands: any CommandRunner
    let files: HostFiles
    let gluster: Gluster
    let patience: Duration
    let turns = Turns<String>()

    /// - Parameter patience: how long the storage service may take to answer, and peers to see each other.
    package init(_ commands: any CommandRunner, patience: Duration = .seconds(30)) {
        self.commands = commands
        self.patience = patience
        files = HostFiles(commands)
        gluster = Gluster(commands)
    }

    /// Makes these the cluster's names on this host; everything else in `/etc/hosts` stays.
    package func setNames(_ names: [HostName]) async throws {
        let path = "/etc/hosts"
        try await explaining("The cluster's names could not be written to \(path).") {
            try await turns.run(path) {
                let old = try await files.read(path) ?? ""
                let new = ManagedHosts.text(old, with: names.map { ($0.name, $0.address) })
                if new != old { try await files.write(new, to: path) }
            }
        }
    }

    /// Enables and starts the storage service with our settings and waits until it answers.
    package func startGluster() async throws {
        try await explaining(
            "The storage service glusterd did not start.", correction: "See `journalctl -u glusterd` on the host."
        ) {
            try await turns.run("glusterd") {
                let hasNewSettings = try await writeSettings()
                try await commands.output(of: Command("systemctl", ["enable", "--quiet", "glusterd.service"]))
                let verb = hasNewSettings ? "restart" : "start"
                try await commands.output(
                    of: Command("systemctl", [verb, "glusterd.service"], timeLimit: .seconds(120)))
                try await waitUntilGlusterAnswers()
            }
        }
    }

    /// Takes a host out of the pool; one that is no member is as asked.
    package func remove(_ name: String) async throws {
        try await explaining(
            "\(name) could not be taken out of the trusted pool.",
            correction: "Its bricks must be gone and all hosts be up.", objects: ["host \(name)"]
        ) {
            guard let peer = try await gluster.peers().first(where: { $0.names.contains(name) }) else { return }
            // A dead host cannot agree to it; one with bricks is refused all the same.
            try await gluster.detach(name, force: !peer.isConnected)
        }
    }

    /// The storage service and its peers as they are now.
    package func facts() async throws -> GlusterFacts {
        do {
            let peers = try await gluster.peers()
            return GlusterFacts(
                isRunning: true, uuid: try await identity(),
                peers: peers.map(PeerFacts.init).sorted { $0.uuid < $1.uuid })
        } catch is GlusterError {
            return GlusterFacts(isRunning: false, uuid: nil, peers: [])
        } catch let failure as CommandFailure where failure.reason == .notFound {
            return GlusterFacts(isRunning: false, uuid: nil, peers: [])
        }
    }

    /// From glusterd's own file, which costs a hundredth of asking for it.
    private func identity() async throws -> String {
        let lines = try await files.read("/var/lib/glusterd/glusterd.info")?.split(separator: "\n") ?? []
        if let line = lines.first(where: { $0.hasPrefix("UUID=") }) { return String(line.dropFirst("UUID=".count)) }
        return try await gluster.uuid()
    }

    func waitUntilGlusterAnswers() async throws {
        var last: (any Error)?
        let answers = try await becomesTrue(within: patience) {
            do {
                _ = try await gluster.uuid()
                return true
            } catch let error as GlusterError {
                last = error
                return false
            }
        }
        if !answers, let last { throw last }
    }

    /// Whether a setting was changed.
    private func writeSettings() async throws -> Bool {
        let path = "/etc/glusterfs/glusterd.vol"
        guard let old = try await files.read(path) else { return false }
        let new = GlusterdSettings.text(old)
        if new == old { return false }
        try await files.write(new, to: path)
        return true
    }
}

extension PeerFacts {
    fileprivate init(_ peer: GlusterPeer) {
        self.init(uuid: peer.uuid, names: peer.names, isConnected: peer.isConnected && peer.isMember)
    }
}
