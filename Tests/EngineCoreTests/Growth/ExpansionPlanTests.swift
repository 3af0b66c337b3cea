import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

/// What users are told before a storage domain grows, and what is refused.
@Suite struct ExpansionPlanTests {
    private func domain(_ world: World) throws -> StorageDomain {
        try #require(world.context.inventory.storageDomains.sortedByName.first)
    }

    @Test func blankDevicesOfEnoughHostsBecomeASetAsTheyAre() async throws {
        let (world, _) = try await World.withReplicaSet()
        let plan = try await world.engine.storage.expansionPlan(of: try domain(world).id, .init())
        #expect(plan.growth.moves.isEmpty && plan.growth.bytes == .zero && plan.isAllowed)
        #expect(plan.sets.map(\.name) == ["data-2"])
        #expect(plan.growth.capacityAfter == .gibibytes(16) && plan.growth.capacityBefore == .gibibytes(8))
        #expect(Set(plan.sets[0].bricks.map(\.hostID)) == Set(world.hosts.map(\.id)))
        #expect(world.context.inventory.workflows.count == 0)
    }

    /// Four hosts of two devices have two left when two sets are made of six.
    @Test func saysWhatIsMissingForAnotherSet() async throws {
        let (world, _) = try await World.withReplicaSet()
        let host = try await world.addFourthHost()
        let plan = try await world.engine.storage.expansionPlan(of: try domain(world).id, .init(hosts: [host]))
        #expect(plan.sets.count == 1 && plan.growth.unused.count == 2)
        #expect(
            plan.growth.remarks.contains { $0.contains("Add a device on another host for one more set.") },
            "\(plan.growth.remarks)")
    }

    /// A host that was not named is not touched, though its devices are blank.
    @Test func usesNoHostThatIsNeitherNamedNorInUse() async throws {
        let (world, _) = try await World.withReplicaSet()
        let host = try await world.addFourthHost()
        let named = try await world.engine.storage.expansionPlan(
            of: try domain(world).id, .init(hosts: [world.hosts[0].id]))
        let devices = named.growth.unused.map(\.hostID) + named.sets.flatMap(\.bricks).map(\.hostID)
        #expect(!devices.contains(host))
    }

    @Test func refusesWhatMakesNoSet() async throws {
        let (world, _) = try await World.withReplicaSet()
        let id = try domain(world).id
        let one = StorageService.Expansion(devices: [world.device(0, "/dev/sdc")])
        let none = await #expect(throws: Failure.self) { try await world.engine.storage.expansionPlan(of: id, one) }
        #expect(none?.code == .noCapacity && none?.cause?.contains("h1:") == true, "\(none?.cause ?? "")")
        let used = StorageService.Expansion(devices: [world.device(0, "/dev/sdb")])
        let refused = await #expect(throws: Failure.self) { try await world.engine.storage.expansionPlan(of: id, used) }
        #expect(refused?.code == .conflict)
    }

    /// It may be about to leave the cluster.
    @Test func takesNothingOfAHostInMaintenance() async throws {
        let (world, _) = try await World.withReplicaSet()
        let (id, host) = (try domain(world).id, world.hosts[2].id)
        try await world.context.store.change { try $0.hosts.update(host) { $0.status = .maintenance } }
        let none = await #expect(throws: Failure.self) { try await world.engine.storage.expansionPlan(of: id, .init()) }
        #expect(none?.code == .noCapacity)
        for expansion in [
            StorageService.Expansion(hosts: [host]), StorageService.Expansion(devices: [world.device(2, "/dev/sdc")]),
        ] {
            let failure = await #expect(throws: Failure.self) {
                try await world.engine.storage.expansionPlan(of: id, expansion)
            }
            #expect(failure?.message == "Host h3 takes no bricks now." && failure?.cause == "It is maintenance.")
        }
    }

    /// The plan may be older than the removal.
    @Test func aDomainOnItsWayOutDoesNotGrow() async throws {
        let (world, _) = try await World.withReplicaSet()
        let id = try domain(world).id
        try await world.context.store.change { try $0.storageDomains.update(id) { $0.status = .locked } }
        let failure = #expect(throws: Failure.self) { try world.context.inventory.refuseChange(of: id) }
        #expect(failure?.message == "Storage domain data is locked.")
    }

    @Test func growsOnceAtATime() async throws {
        let (world, _) = try await World.withReplicaSet()
        let id = try domain(world).id
        _ = try await world.engine.storage.expand(id, .init(), by: RequestOrigin())
        let again = await #expect(throws: Failure.self) {
            try await world.engine.storage.expand(id, .init(), by: RequestOrigin())
        }
        #expect(again?.code == .conflict && again?.message.contains("being expanded") == true)
        let removed = await #expect(throws: Failure.self) {
            try await world.engine.storage.remove(id, by: RequestOrigin())
        }
        #expect(removed?.code == .conflict)
    }

    /// A set that is in work is not planned with: what it holds would be a guess.
    @Test func waitsForWorkOnASet() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await world.context.store.change { inventory in
            try inventory.replicaSets.update(set.id) {
                $0.work = BrickWork(brick: set.bricks[0].id, doing: .replacement(set.bricks[0]))
            }
        }
        let id = set.storageDomainID
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.expansionPlan(of: id, .init())
        }
        #expect(failure?.code == .conflict && failure?.message.contains("in work") == true)
    }

    /// A fourth host of three devices: bricks move to it, and one more set fits than without.
    @Test func aSingleNewHostBringsANewSet() async throws {
        let (world, first) = try await World.withReplicaSet()
        try await world.carry(
            ExpandStorageDomain(
                domain: try domain(world), moves: [],
                sets: [
                    ReplicaSet(
                        name: "data-2", storageDomainID: first.storageDomainID, redundancy: .threeCopies,
                        bricks: world.hosts.map {
                            let device = world.freeDevice(of: $0)
                            return Brick(hostID: device.hostID, device: device.device, size: .gibibytes(8))
                        })
                ]))
        try await world.observe()
        let fourth = try await world.addFourthHost(devices: 3)
        let plan = try await world.running {
            let (plan, job) = try await world.engine.storage.expand(
                first.storageDomainID, .init(hosts: [fourth]), by: RequestOrigin())
            try await world.context.result(of: job.id)
            return plan
        }
        #expect(plan.growth.moves.count == 2 && plan.sets.map(\.name) == ["data-3"])
        let inventory = world.context.inventory
        #expect(inventory.replicaSets.count == 3 && inventory.replicaSets.allSatisfy { $0.work == nil })
        for set in inventory.replicaSets { #expect(Set(set.bricks.map(\.hostID)).count == 3) }
        #expect(world.cluster.volumes.count == 3)
    }
}
