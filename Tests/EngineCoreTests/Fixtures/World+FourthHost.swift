import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent

import struct Foundation.Date

extension World {
    /// A host that carries nothing yet, in the trusted pool.
    func addFourthHost(devices: Int = 2) async throws -> HostID {
        let host = Host(
            name: "h4", clusterID: hosts[0].clusterID, address: "10.0.0.4", storageAddress: "10.0.0.4",
            isPoolMember: true, status: .up, agentKeyFingerprint: "key-4")
        cluster.addHost(address: host.address, devices: devices)
        try await context.store.change { $0.hosts.insert(host) }
        let agent = cluster.agent(address: host.address)
        try await agent.startGluster()
        try await cluster.agent(address: World.addresses[0]).addPeer(host.address)
        let facts = try await agent.facts()
        context.store.observe { $0.hosts[host.id] = HostObservation(facts: facts, lastHeard: Date()) }
        return host.id
    }
}
