import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct StorageServiceTests {
    private func addition(_ world: World, wipe: [HostDevice]) -> StorageService.Addition {
        StorageService.Addition(
            name: "data", dataCenter: world.context.inventory.dataCenters.sortedByName[0].id, redundancy: .threeCopies,
            devices: world.hosts.map { HostDevice(hostID: $0.id, device: "/dev/sdb") }, wipe: Set(wipe))
    }

    /// Bricks are made on stable paths, whatever name the user gave.
    @Test func aDeviceNamedByItsShortPathIsWiped() async throws {
        let world = try await World()
        world.cluster.occupy("/dev/sdb", of: "10.0.0.2")
        let addition = addition(world, wipe: [HostDevice(hostID: world.hosts[1].id, device: "/dev/sdb")])
        let domain = try await world.running {
            let (domain, job) = try await world.engine.storage.add(addition, by: .init())
            try await world.engine.workflows.result(of: job.id)
            return domain
        }
        #expect(world.context.inventory.storageDomains[domain.id]?.status == .active)
    }

    @Test func aDeviceToWipeThatIsNotThereIsRefused() async throws {
        let world = try await World()
        let addition = addition(world, wipe: [HostDevice(hostID: world.hosts[1].id, device: "/dev/sdx")])
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.add(addition, by: .init())
        }
        #expect(failure?.code == .notFound)
    }
}
