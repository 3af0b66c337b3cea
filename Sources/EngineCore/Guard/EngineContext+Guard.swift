import AgentAPI
import Concurrency
import MortarModel
import Placement

import struct Foundation.Date

extension EngineContext {
    /// Asks anew for all that the guard decides on where bricks of these volumes are concerned.
    ///
    /// Throws when nobody of the pool answers.
    package func observeForGuard(volumes names: Set<String>) async throws {
        try await observeForGuard { names.contains($0.name) }
    }

    /// Asks anew for all that the guard decides on where all bricks of a host are concerned.
    ///
    /// Throws when nobody of the pool answers.
    func observeForGuard(stopping host: Host) async throws {
        try await observeForGuard { volume in volume.bricks.contains { inventory.host(of: $0)?.id == host.id } }
    }

    private func observeForGuard(where isConcerned: (VolumeFacts) -> Bool) async throws {
        let host = try anyPoolHost()
        let agent = try agent(of: host.id)
        let facts = try await agent.facts()
        let (volumes, asked) = try await volumes(isConcerned, from: agent)
        let peers = inventory.connectedPeers(facts, seenBy: host.id)
        store.observe { $0.guarded.take(peers, volumes, asked: asked) }
        for volume in volumes where isConcerned(volume) { await observeBlames(of: volume) }
    }

    /// GlusterFS tells nothing of a volume that another command works on: it is asked again for a moment.
    private func volumes(
        _ isConcerned: (VolumeFacts) -> Bool, from agent: any HostAgent
    ) async throws -> (volumes: [VolumeFacts], asked: Date) {
        let end = ContinuousClock.now + .seconds(5)
        while true {
            // While a host is dying GlusterFS answers half a document.
            let (volumes, asked) = try await retry(for: .seconds(20), while: [.toolFailed]) {
                let asked = now()
                return (try await self.volumes(from: agent), asked)
            }
            let isComplete = volumes.allSatisfy { $0.isStatusKnown || !isConcerned($0) }
            if isComplete || ContinuousClock.now >= end { return (volumes, asked) }
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    private func observeBlames(of volume: VolumeFacts) async {
        let concerned = Set(volume.bricks.compactMap { inventory.host(of: $0)?.id })
        await withDiscardingTaskGroup { group in
            // One that is known not to answer would only make the other facts old.
            for host in inventory.hosts where concerned.contains(host.id) && host.status != .nonResponsive {
                group.addTask { await observeBlames(of: volume.name, on: host) }
            }
        }
    }

    /// A host that does not tell leaves what its bricks know unknown.
    private func observeBlames(of volume: String, on host: Host) async {
        let asked = now()
        do {
            let told = try await agent(of: host.id).blames(volume: volume)
            store.observe { $0.guarded.take(told, asked: asked) }
        } catch {
            store.observe { $0.guarded.obstacles[host.id] = "\(error)" }
        }
    }
}

extension Inventory {
    /// Which members of the pool one of them is connected with; itself it always is.
    fileprivate func connectedPeers(_ facts: HostFacts, seenBy vantage: HostID) -> [HostID: Bool] {
        guard facts.gluster.isRunning else { return [:] }
        var connected = [vantage: true]
        for host in hosts where host.isPoolMember && host.id != vantage {
            let peer = facts.gluster.peers.first { $0.names.contains(host.storageAddress) }
            connected[host.id] = peer?.isConnected ?? false
        }
        return connected
    }
}
