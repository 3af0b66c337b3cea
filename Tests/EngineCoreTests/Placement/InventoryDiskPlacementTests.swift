import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

/// Where the engine puts disks.
@Suite struct InventoryDiskPlacementTests {
    /// A VM with a disk on the first of two replica sets.
    private func world() async throws -> (World, VM, other: ReplicaSet) {
        let world = try await World()
        let vm = try await world.makeVM()
        let domain = try #require(world.context.inventory.storageDomains.sortedByName.first)
        let bricks = world.hosts.map { Brick(hostID: $0.id, device: "/dev/sdc", size: .gibibytes(8)) }
        let other = ReplicaSet(
            name: "data-2", storageDomainID: domain.id, redundancy: .threeCopies, bricks: bricks)
        try await world.context.store.change { $0.replicaSets.insert(other) }
        try await world.observe()
        return (world, vm, other)
    }

    private func add(_ gibibytes: Int64, to vm: VM, _ world: World) async throws -> Disk {
        let domain = try #require(world.context.inventory.storageDomains.sortedByName.first)
        return try await world.engine.disks.add(
            .init(name: "more", size: .gibibytes(gibibytes), storageDomain: domain.id, vm: vm.id), by: .init()
        ).0
    }

    private func remarks(_ world: World) -> [String] {
        world.context.inventory.events.filter { $0.code == EventCode.diskApart.rawValue }.map(\.description)
    }

    @Test func furtherDisksGoWhereTheFirstIs() async throws {
        let (world, vm, other) = try await world()
        #expect(try await add(2, to: vm, world).replicaSetID != other.id)
        #expect(remarks(world).isEmpty)
    }

    @Test func aDiskThatMustGoElsewhereIsToldWithTheReason() async throws {
        let (world, vm, other) = try await world()
        #expect(try await add(7, to: vm, world).replicaSetID == other.id)
        let remarks = remarks(world)
        #expect(remarks.count == 1)
        #expect(remarks.first?.contains("data-1, which holds the VM's other disks, has only 6.6 GiB left") == true)
    }

    @Test func noDiskGoesToASetThatIsDown() async throws {
        let (world, vm, other) = try await world()
        world.context.store.observe { observations in
            for index in 0..<2 { observations.volumes["data-1"]?.facts.bricks[index].isOnline = false }
        }
        #expect(try await add(1, to: vm, world).replicaSetID == other.id)
        #expect(remarks(world).first?.hasSuffix("is down.") == true)
    }
}
