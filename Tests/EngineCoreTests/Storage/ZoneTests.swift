import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

/// What the engine makes of hosts' zones.
@Suite struct ZoneTests {
    private func give(_ zones: [String], to world: World) async throws {
        for (host, zone) in zip(world.hosts, zones) {
            _ = try await world.engine.hosts.change(.init(zone: zone), of: host.id)
        }
    }

    private func events(_ world: World, _ code: EventCode) -> [String] {
        world.context.inventory.events.filter { $0.code == code.rawValue }.map(\.description)
    }

    @Test func aNewDomainSaysWhenItsCopiesShareAZone() async throws {
        let world = try await World()
        try await give(["a", "a", "b"], to: world)
        let addition = StorageService.Addition(
            name: "data", dataCenter: world.context.inventory.dataCenters.sortedByName[0].id, redundancy: .threeCopies,
            devices: nil)
        try await world.running {
            let (_, job) = try await world.engine.storage.add(addition, by: .init())
            try await world.engine.workflows.result(of: job.id)
        }
        #expect(
            events(world, .zonesTold) == [
                "Storage domain data: Not every brick is in a zone of its own: 3 zones with devices are needed, there are 2."
            ])
        let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
        #expect(world.context.inventory.sharedZones(of: set) == "h1, h2 (a)")
    }

    @Test func copiesInZonesOfTheirOwnShareNone() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await give(["a", "b", ""], to: world)
        #expect(world.context.inventory.sharedZones(of: set) == nil)
        #expect(events(world, .zonesTold) == [])
    }

    @Test func aRebuildSaysWhoseZoneItSharesAndWhy() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await give(["a", "a", "b"], to: world)
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.observe()
        let plan = try await world.engine.repair.plan(world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        let reason = "in the same zone as h1, because no other zone has a free device for it"
        #expect(world.context.inventory.neighbourhoodWithReason(of: plan) == reason)
        _ = try await world.engine.repair.begin(plan, because: .failed("It is gone."), by: RequestOrigin())
        #expect(events(world, .brickLost).last?.hasSuffix("-1, \(reason).") == true)
        try await world.carry(plan)
        #expect(
            events(world, .brickReplaced).last?.hasSuffix("-1, in the same zone as h1; it is being filled.") == true)
    }

    /// Plans are kept as long as nothing changes that they depend on: zones are such a thing.
    @Test func aZoneSendsARebuildToAnotherHostAtOnce() async throws {
        let (world, set) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.observe()
        var look = RepairLook()
        let now = world.context.now()
        func target() -> HostID? {
            guard case .replace(_, _, _, let device, _)? = look.plans(world.context.inventory, at: now).first else {
                return nil
            }
            return device.hostID
        }
        #expect(target() == world.hosts[1].id)
        try await give(["a", "a"], to: world)
        #expect(target() == fourth)
    }
}
