import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

/// Hosts take VMs of the cluster's other hosts in, whenever they were added.
@Suite struct OpenMigrationsTests {
    @Test func everyHostIsOpened() async throws {
        let world = try await World()
        for address in World.addresses { try await world.cluster.agent(address: address).closeMigrations() }
        try await world.running {
            _ = try await world.context.store.first { inventory in
                world.hosts.allSatisfy { host in
                    inventory.observations.hosts[host.id]?.facts.migrations
                        == MigrationFacts(address: host.address, authority: "authority")
                } ? true : nil
            }
        }
    }

    /// Each attempt starts libvirt again.
    @Test func whatCannotBeOpenedIsToldAndLeftAlone() async throws {
        let world = try await World()
        try await world.cluster.agent(address: World.addresses[0]).closeMigrations()
        world.cluster.failNext("openMigrations", times: 1_000)
        try await world.running {
            let event = try await world.context.store.first { inventory in
                inventory.events.first { $0.code == EventCode.migrationsClosed.rawValue }
            }
            #expect(event.hostID == world.hosts[0].id && event.severity == .warning)
        }
        #expect(world.eventCodes.contains(EventCode.migrationsClosed.rawValue))
    }
}
