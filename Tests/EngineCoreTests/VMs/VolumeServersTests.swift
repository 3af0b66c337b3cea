import AgentAPI
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import EngineCore

/// Whom clients ask for a volume's description: the lost power of another host must not cut them off from new bricks.
@Suite struct VolumeServersTests {
    @Test func aClientAsksItsOwnHostFirstAndKnowsAllOthers() async throws {
        let (world, set) = try await World.withReplicaSet()
        let inventory = world.context.inventory
        for (host, address) in zip(world.hosts, World.addresses) {
            let servers = inventory.servers(of: set, for: host.id)
            #expect(servers.first == address && Set(servers) == Set(World.addresses) && servers.count == 3)
        }
        let fourth = try await world.addFourthHost()
        let servers = world.context.inventory.servers(of: set, for: fourth)
        #expect(servers.first == "10.0.0.4" && servers.count == 4)
    }

    @Test func aVMAsksTheHostFirstThatItArrivesAt() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        try await world.reserveMigration(of: vm)
        let route = try #require(try world.context.inventory.route(of: vm.id))
        let request = try world.context.inventory.admissionRequest(for: route)
        #expect(request.disks.map(\.servers.first) == [World.addresses[2]])
    }
}
