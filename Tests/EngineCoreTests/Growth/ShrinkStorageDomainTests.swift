import AgentAPI
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

@Suite struct ShrinkStorageDomainTests {
    private static func shrinking(_ world: World) async throws -> ShrinkStorageDomain {
        let (first, second) = try await world.growTwice(disks: 2)
        let inventory = world.context.inventory
        return ShrinkStorageDomain(
            domain: try inventory.storageDomains.required(first.storageDomainID), sets: [second],
            disks: inventory.disks.sortedByName.map { DiskRelocation(disk: $0.id, target: first.id) }, moves: [])
    }

    @Test func shrinkStorageDomain() async throws {
        try await WorkflowHarness<ShrinkStorageDomain>(
            prepare: Self.shrinking,
            expectDone: { world, _ in
                #expect(world.context.inventory.replicaSets.map(\.name) == ["data-1"])
                #expect(world.homes == ["data-1", "data-1"])
                #expect(world.cluster.volumes.map(\.name) == ["data-1"])
                for address in World.addresses {
                    #expect(world.cluster.devices(of: address).count { $0.use == .blank } == 1)
                }
                #expect(world.eventCodes.contains(EventCode.storageDomainShrunk.rawValue))
            },
            expectUndone: { world, _ in
                let sets = world.context.inventory.replicaSets
                #expect(sets.count == 2 && sets.allSatisfy { $0.phase == nil })
                #expect(world.cluster.volumes.count == 2)
            },
            pointOfNoReturn: 2, beginsOthers: true
        ).runAll()
    }

    /// A disk that came to the set after the plan keeps it from being removed.
    @Test func aSetWithADiskIsNotRemoved() async throws {
        let world = try await World()
        var workflow = try await Self.shrinking(world)
        workflow.disks = []
        let record = try await world.carry(workflow)
        guard case .failed(let failure, _) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .conflict && failure.message.contains("disk-"), "\(failure)")
        #expect(world.cluster.volumes.count == 2)
        #expect(world.context.inventory.replicaSets.allSatisfy { $0.phase == nil })
    }

    @Test func aClosedSetTakesNoDiskAndServesOn() async throws {
        let world = try await World()
        var workflow = try await Self.shrinking(world)
        try await ShrinkStorageDomain.steps[0].action(&workflow, world.context)
        let inventory = world.context.inventory
        let closed = try inventory.replicaSets.required(workflow.sets[0].id)
        #expect(inventory.isInService(closed))
        for _ in 1...4 {
            let placed = try inventory.diskPlacement(of: .gibibytes(1), in: workflow.domain.id, for: nil)
            #expect(!placed.sets.contains(closed.id))
        }
    }

    /// A fourth host takes the bricks of the third, and nothing is left there.
    @Test func bricksLeaveAHost() async throws {
        let (world, set) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        let leaving = set.bricks[2].hostID
        // A host counts as the domain's when it has a brick of it.
        let other = Brick(hostID: fourth, device: "/dev/sdb", size: .gibibytes(8))
        let plan = try await world.running {
            let domain = try world.context.inventory.storageDomains.required(set.storageDomainID)
            let workflow = ShrinkStorageDomain(
                domain: domain, sets: [], disks: [],
                moves: [BrickMove(set: set.id, old: set.bricks[2].id, new: other)])
            let job = try await world.context.begin(workflow, by: RequestOrigin())
            return try await world.context.result(of: job.id)
        }
        #expect(plan.status == .finished)
        let hosts = try world.context.inventory.replicaSets.required(set.id).bricks.map(\.hostID)
        #expect(!hosts.contains(leaving) && hosts.contains(fourth))
    }

    // MARK: Plans

    @Test func plansWhereDisksGoAndRefusesWhatHasNoRoom() async throws {
        let world = try await World()
        let (first, second) = try await world.growTwice(disks: 2)
        let plan = try await world.engine.storage.shrinkPlan(of: first.storageDomainID, .init(sets: [second.id]))
        #expect(plan.removed.map(\.name) == ["data-2"] && plan.disks.count == 2 && plan.growth.moves.isEmpty)
        #expect(plan.disks.allSatisfy { $0.target == first.id } && plan.bytes == .gibibytes(2))
        let service = world.engine.storage
        let nowhere = await #expect(throws: Failure.self) {
            try await service.shrinkPlan(of: first.storageDomainID, .init(hosts: [world.hosts[2].id]))
        }
        #expect(nowhere?.code == .noCapacity)
        let nothing = await #expect(throws: Failure.self) {
            try await service.shrinkPlan(of: first.storageDomainID, .init())
        }
        #expect(nothing?.code == .invalid)
    }

    @Test func theLastSetIsNotRemoved() async throws {
        let (world, set) = try await World.withReplicaSet()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.shrinkPlan(of: set.storageDomainID, .init(sets: [set.id]))
        }
        #expect(failure?.code == .conflict && failure?.correction?.contains("storage domain") == true)
    }
}
