import AgentAPI
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

@Suite struct ExpandStorageDomainTests {
    /// One replica set on the first devices; another one is to be made of these.
    private static func expansion(
        _ world: World, moves: [BrickMove] = [], _ devices: [HostDevice]
    ) throws -> ExpandStorageDomain {
        let domain = try #require(world.context.inventory.storageDomains.sortedByName.first)
        let bricks = devices.map { Brick(hostID: $0.hostID, device: $0.device, size: .gibibytes(8)) }
        let set = ReplicaSet(
            name: "data-2", storageDomainID: domain.id, redundancy: .threeCopies, bricks: bricks)
        return ExpandStorageDomain(domain: domain, moves: moves, sets: [set])
    }

    private static func second(_ world: World) -> [HostDevice] { world.hosts.map(world.freeDevice) }

    @Test func expandStorageDomain() async throws {
        try await WorkflowHarness<ExpandStorageDomain>(
            prepare: { world in
                try await world.makeStorageDomain()
                try await world.observe()
                return try Self.expansion(world, Self.second(world))
            },
            expectDone: { world, workflow in
                let set = try world.context.inventory.replicaSets.required(workflow.sets[0].id)
                #expect(world.context.inventory.isInService(set) && set.bricks == workflow.sets[0].bricks)
                #expect(Set(world.cluster.volumes.map(\.name)) == ["data-1", "data-2"])
                let codes = world.context.inventory.events.map(\.code)
                #expect(codes.count { $0 == EventCode.storageDomainExpanded.rawValue } == 1)
            },
            expectUndone: { world, _ in
                #expect(world.context.inventory.replicaSets.map(\.name) == ["data-1"])
                #expect(world.context.inventory.storageDomains.map(\.status) == [.active])
                #expect(world.cluster.volumes.map(\.name) == ["data-1"])
                for address in World.addresses {
                    #expect(world.cluster.devices(of: address).count { $0.use == .blank } == 1)
                }
            },
            pointOfNoReturn: 6
        ).runAll()
    }

    /// A set without a volume takes no disks, and its missing bricks are no failure of their hosts.
    @Test func aSetThatIsBeingMadeIsNotInService() async throws {
        let (world, first) = try await World.withReplicaSet()
        var workflow = try Self.expansion(world, Self.second(world))
        for step in ExpandStorageDomain.steps.prefix(4) { try await step.action(&workflow, world.context) }
        let inventory = world.context.inventory
        #expect(!inventory.isInService(try inventory.replicaSets.required(workflow.sets[0].id)))
        #expect(inventory.bricks(on: world.hosts[0].id) == [first.bricks[0].id])
        let placed = try inventory.diskPlacement(of: .mebibytes(64), in: first.storageDomainID, for: nil)
        #expect(placed.sets == [first.id])
    }

    /// A brick goes to a new host, and its old device becomes part of a new set.
    @Test func movesBricksBeforeItMakesSetsOfTheirDevices() async throws {
        let (world, first) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        let (old, freed) = (first.bricks[0], first.bricks[0].device)
        let new = Brick(hostID: fourth, device: "/dev/sdb", size: .gibibytes(8))
        let devices = [
            HostDevice(hostID: old.hostID, device: freed), world.freeDevice(of: world.hosts[1]),
            world.freeDevice(of: world.hosts[2]),
        ]
        let workflow = try Self.expansion(
            world, moves: [BrickMove(set: first.id, old: old.id, new: new)], devices)
        try await world.running {
            let job = try await world.context.begin(workflow, by: RequestOrigin())
            try await world.context.result(of: job.id)
        }
        let inventory = world.context.inventory
        #expect(inventory.replicaSets[first.id]?.bricks.map(\.hostID).contains(fourth) == true)
        #expect(inventory.replicaSets[first.id]?.work == nil)
        let set = try inventory.replicaSets.required(workflow.sets[0].id)
        #expect(inventory.isInService(set))
        let bricks = world.cluster.volumes.first { $0.name == "data-2" }?.bricks.map(\.brick.host)
        #expect(Set(bricks ?? []) == Set(World.addresses))
        #expect(
            inventory.job(of: try #require(inventory.workflows.first { $0.workflowKind == "expand-storage-domain" }))
                .steps[0].detail == "1 of 1 bricks")
    }

    /// What was planned does not fit any more: nothing is touched.
    @Test func saysWhatHasChangedSinceThePlan() async throws {
        let (world, first) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        let new = Brick(hostID: fourth, device: "/dev/sdb", size: .gibibytes(8))
        let move = BrickMove(set: ReplicaSetID(), old: first.bricks[0].id, new: new)
        let workflow = try Self.expansion(world, moves: [move], Self.second(world))
        let record = try await world.carry(workflow)
        guard case .failed(let failure, _) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .notFound)
        #expect(world.cluster.volumes.map(\.name) == ["data-1"])
    }

    /// A brick goes where another one was a moment ago: it waits until that device is cleared.
    @Test func aDeviceThatAMoveHasFreedIsTakenByTheNextOne() async throws {
        let (world, first) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        let (out, back) = (
            Brick(hostID: fourth, device: "/dev/sdb", size: .gibibytes(8)),
            Brick(hostID: first.bricks[0].hostID, device: first.bricks[0].device, size: .gibibytes(8))
        )
        let moves = [
            BrickMove(set: first.id, old: first.bricks[0].id, new: out),
            BrickMove(set: first.id, old: out.id, new: back),
        ]
        try await world.running {
            for move in moves { try await move.run(world.context) }
        }
        let set = try world.context.inventory.replicaSets.required(first.id)
        #expect(set.work == nil && set.bricks.contains(back) && !set.bricks.contains(out))
    }

    /// A set that is on its way out is not planned with.
    @Test func aDomainThatLosesASetDoesNotGrowMeanwhile() async throws {
        let (world, first) = try await World.withReplicaSet()
        try await world.context.store.change { $0.replicaSets[first.id]?.phase = .beingRemoved }
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.expansionPlan(of: first.storageDomainID, .init())
        }
        #expect(failure?.code == .conflict && failure?.message.contains("is being removed") == true)
    }
}
