import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing

import struct Foundation.Date

/// What is told of a replacement before it is begun, and replacements of what is not there any more.
@Suite struct ReplacementPlanTests {
    @Test func tellsWhatIsCopiedAndWhatRemainsAndChangesNothing() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.context.store.observe { observations in
            for index in 0..<3 { observations.volumes["data-1"]?.facts.bricks[index].free = .gibibytes(6) }
        }
        let plan = try await world.engine.repair.replacementPlan(
            world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.refusals.isEmpty && plan.condition == nil)
        #expect(plan.bytes == .gibibytes(2))
        #expect(plan.remaining == [set.bricks[0], set.bricks[2]])
        #expect(plan.replacement.old == set.bricks[1])
        #expect(world.context.inventory.replicaSets[set.id] == set)
        #expect(!world.cluster.calls.contains { $0.hasPrefix("replaceBrick") })
    }

    @Test func tellsWhatTheGuardHasAgainstIt() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.failBrick(set.bricks[2].id, of: World.addresses[2])
        try await world.observe()
        let plan = try await world.engine.repair.replacementPlan(
            world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.refusals.contains { $0.reason.contains("quorum") && !$0.remedy.isEmpty })
        #expect(plan.remaining == [set.bricks[0]])
    }

    @Test func aBrickOfAHostThatIsGoneIsRebuiltElsewhere() async throws {
        let (world, set) = try await World.withReplicaSet()
        let fourth = try await world.addFourthHost()
        let gone = world.hosts[2].id
        world.cluster.setPower(false, address: World.addresses[2])
        try await world.context.store.change { try $0.hosts.update(gone) { $0.status = .nonResponsive } }
        let plan = try await world.engine.repair.replacementPlan(
            world.device(2, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.replacement.old == set.bricks[2] && plan.replacement.new.hostID == fourth)
        #expect(plan.refusals.isEmpty, "\(plan.refusals)")
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(
                world.device(2, "/dev/sdb"), onto: world.device(2, "/dev/sdc"), wipe: false)
        }
        #expect(failure?.code == .hostUnreachable)
    }

    @Test func aNewDiskInTheFailedOnesPlaceIsTaken() async throws {
        let (world, set) = try await World.withReplicaSet()
        let old = set.bricks[1]
        let place = try #require(world.cluster.devices(of: World.addresses[1]).first?.stablePath)
        try await world.context.store.change { inventory in
            try inventory.replicaSets.update(set.id) { $0.bricks[1].device = place }
        }
        world.cluster.failBrick(old.id, of: World.addresses[1], noticed: true)
        world.cluster.changeDevice("/dev/sdb", of: World.addresses[1]) { $0.use = .blank }
        try await world.observe()
        let conditions = BrickConditions(world.context.inventory, at: Date())
        #expect(conditions.condition(of: old) == .failed("Another disk is in its place."))
        let plan = try await world.engine.repair.plan(world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.old.id == old.id && plan.new.device == place)
        _ = try await world.engine.repair.begin(plan, because: nil, by: RequestOrigin())
        try await world.carry(plan)
        #expect(world.context.inventory.replicaSets[set.id]?.bricks[1] == plan.new)
        #expect(world.cluster.devices(of: World.addresses[1])[0].use == .brick(plan.new.id))
    }

    @Test func aBrickIsNotPutInItsOwnPlace() async throws {
        let (world, _) = try await World.withReplicaSet()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(
                world.device(1, "/dev/sdb"), onto: world.device(1, "/dev/sdb"), wipe: true)
        }
        #expect(failure?.message.contains("is a brick of data-1 already") == true)
    }

    @Test func whatIsFailingTakesNobodysPlace() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.changeDevice("/dev/sdc", of: World.addresses[1]) {
            $0.measurements = DeviceMeasurements(taken: .now, passed: false)
        }
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(
                world.device(1, "/dev/sdb"), onto: world.device(1, "/dev/sdc"), wipe: true)
        }
        #expect(failure?.message.contains("is failing") == true)
        #expect(failure?.cause == "It predicts its own failure.")
    }
}
