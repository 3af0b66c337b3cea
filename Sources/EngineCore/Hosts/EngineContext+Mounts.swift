import AgentAPI
import MortarModel

extension EngineContext {
    /// Mounts the volumes of all replica sets in service on a host; those that are mounted stay so.
    func mountVolumes(on host: HostID) async throws {
        let inventory = inventory
        let agent = try agent(of: host)
        for set in inventory.replicaSets.sortedByName where inventory.isInService(set) {
            try await agent.mountVolume(MountRequest(volume: set.name, servers: inventory.servers(of: set, for: host)))
        }
    }
}
