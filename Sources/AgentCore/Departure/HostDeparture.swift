package import AgentAPI
import MortarModel

/// Takes apart on a host what a cluster made there, stage by stage; each stage is for all hosts before the next begins.
///
/// Only what carries Mortar's marks is touched. A stage that finds nothing left succeeds.
package struct HostDeparture: Sendable {
    /// In order.
    package enum Stage: String, Sendable, CaseIterable {
        /// Ends the VMs on this host.
        case vms
        /// Unmounts volumes on this host.
        case mounts
        /// Deletes the cluster's volumes; on one host for all.
        case volumes
        /// Leaves this host's devices blank.
        case bricks
        /// Takes all others out of the trusted pool; on one host for all.
        case peers
        /// Forgets the cluster's names on this host, and lets no VMs of its other hosts in.
        case names
    }

    private let agent: any HostAgent

    package init(_ agent: any HostAgent) {
        self.agent = agent
    }

    package func carryOut(_ stage: Stage) async throws {
        switch stage {
        case .vms: for vm in try await agent.facts().vms { try await agent.stopVM(vm.id) }
        case .mounts: for volume in try await agent.facts().mounts { try await agent.unmountVolume(volume) }
        case .volumes: try await deleteVolumes()
        case .bricks: for brick in try await agent.facts().bricks { try await agent.removeBrick(brick.id) }
        case .peers: try await removePeers()
        case .names:
            try await agent.setHostNames([])
            try await agent.closeMigrations()
        }
    }

    /// Volumes of others on the same hosts stay.
    private func deleteVolumes() async throws {
        guard try await agent.facts().gluster.isRunning else { return }
        for volume in try await agent.volumes() where volume.bricks.allSatisfy(\.brick.isOurs) {
            try await agent.deleteVolume(volume.name)
        }
    }

    private func removePeers() async throws {
        for peer in try await agent.facts().gluster.peers {
            if let name = peer.names.first { try await agent.removePeer(name) }
        }
    }
}

extension VolumeBrick {
    fileprivate var isOurs: Bool { directory.hasPrefix(BrickLayout.folder + "/") }
}
