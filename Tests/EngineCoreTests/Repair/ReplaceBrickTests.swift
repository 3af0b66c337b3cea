import AgentAPI
import EngineCore
import Foundation
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct ReplaceBrickTests {
    /// Replaces the brick of the third host by the free device there.
    @Sendable private static func prepare(_ world: World) async throws -> ReplaceBrick {
        let made = try await world.makeStorageDomain()
        let old = made.sets[0].bricks[2]
        let device = world.freeDevice(of: world.hosts[2]).device
        world.cluster.failBrick(old.id, of: World.addresses[2])
        try await world.observe()
        return ReplaceBrick(
            set: made.sets[0], old: old, new: Brick(hostID: old.hostID, device: device, size: .gibibytes(8)))
    }

    @Test func replaceBrick() async throws {
        try await WorkflowHarness<ReplaceBrick>(
            prepare: Self.prepare,
            expectDone: { world, workflow in
                let set = try world.context.inventory.replicaSets.required(workflow.set.id)
                #expect(set.work == nil)
                #expect(set.bricks.map(\.id) == workflow.set.bricks.prefix(2).map(\.id) + [workflow.new.id])
                #expect(world.cluster.volumes[0].bricks[2].brick.directory.contains(workflow.new.id.rawValue))
                #expect(world.context.inventory.retiredBricks.map(\.brick) == [workflow.old])
            },
            expectUndone: { world, workflow in
                let set = try world.context.inventory.replicaSets.required(workflow.set.id)
                #expect(set == workflow.set)
                #expect(world.cluster.devices(of: World.addresses[2])[1].use == .blank)
                #expect(world.cluster.volumes[0].bricks[2].brick.directory.contains(workflow.old.id.rawValue))
            },
            pointOfNoReturn: 2
        ).runAll()
    }

    /// A repair may have brought another brick there since the plan was made.
    @Test func noTwoBricksOfASetComeToOneHost() async throws {
        let world = try await World()
        let made = try await world.makeStorageDomain()
        let new = Brick(
            hostID: world.hosts[1].id, device: world.freeDevice(of: world.hosts[1]).device, size: .gibibytes(8))
        let record = try await world.carry(ReplaceBrick(set: made.sets[0], old: made.sets[0].bricks[2], new: new))
        guard case .failed(let failure, let leftovers) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .invalid && failure.message.contains("has a brick on host h2 already"))
        #expect(leftovers.isEmpty)
        #expect(world.context.inventory.replicaSets[made.sets[0].id]?.bricks == made.sets[0].bricks)
    }

    @Test func aReplacedBrickIsNotTakenBackWhenALaterStepFails() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        try await world.undo(&workflow, first: 4)
        let set = try world.context.inventory.replicaSets.required(workflow.set.id)
        #expect(set.bricks[2] == workflow.new && set.work == nil)
        #expect(world.cluster.devices(of: World.addresses[2])[1].use == .brick(workflow.new.id))
    }

    /// As the first of several bricks of a host, when the second cannot be replaced.
    @Test func whatIsReplacedIsWrittenDownBeforeItIsReleased() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(3) { try await step.action(&workflow, world.context) }
        try await world.undo(&workflow, first: 3, times: 2)
        let set = try world.context.inventory.replicaSets.required(workflow.set.id)
        #expect(set.bricks[2] == workflow.new && set.work == nil)
        #expect(world.context.inventory.retiredBricks.map(\.brick) == [workflow.old])
    }

    @Test func aLostAnswerIsNoFailure() async throws {
        let world = try await World()
        let workflow = try await Self.prepare(world)
        world.cluster.loseNextReply(of: "replaceBrick")
        let record = try await world.carry(workflow)
        #expect(record.phase == .finished)
        let set = try world.context.inventory.replicaSets.required(workflow.set.id)
        #expect(set.bricks[2] == workflow.new && set.work == nil)
        #expect(world.cluster.calls.count { $0.hasPrefix("replaceBrick") } == 1)
    }

    @Test func aReplacedBrickIsKeptUntilItsSetIsWhole() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        #expect(world.context.inventory.retiredBricks.map(\.isDispensable) == [false])
        #expect(!world.context.inventory.isForgotten(workflow.old.id), "nobody else may take it")
        for step in ReplaceBrick.steps.suffix(2) { try await step.action(&workflow, world.context) }
        #expect(world.context.inventory.retiredBricks.map(\.isDispensable) == [true])
    }

    @Test func aBrickOfAnUnwellSetIsKeptAlthoughTheNewOneIsComplete() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        world.cluster.failBrick(workflow.set.bricks[0].id, of: World.addresses[0], noticed: true)
        for step in ReplaceBrick.steps.suffix(2) { try await step.action(&workflow, world.context) }
        let inventory = world.context.inventory
        #expect(inventory.replicaSets[workflow.set.id]?.work == nil)
        #expect(inventory.retiredBricks.map(\.isDispensable) == [false])
        #expect(inventory.events.contains { $0.code == EventCode.brickFilled.rawValue })
    }

    @Test func ofTwoRequestsForOneSetOnlyOneIsTaken() async throws {
        let world = try await World()
        let first = try await Self.prepare(world)
        var second = first
        second.old = first.set.bricks[0]
        second.new = Brick(
            hostID: world.hosts[0].id, device: world.freeDevice(of: world.hosts[0]).device, size: .gibibytes(8))
        let outcomes = await withTaskGroup { group in
            for workflow in [first, second] {
                group.addTask { () -> Failure? in
                    do {
                        _ = try await world.engine.repair.begin(workflow, because: nil, by: RequestOrigin())
                        return nil
                    } catch {
                        return error as? Failure
                    }
                }
            }
            return await group.reduce(into: [Failure?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.compactMap(\.self).first?.code == .conflict)
        #expect(world.context.inventory.workflows.count { $0.workflowKind == ReplaceBrick.kind } == 1)
    }

    @Test func theSourceOfAHealIsNotReplaced() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        workflow.old = workflow.set.bricks[1]
        workflow.new = Brick(
            hostID: world.hosts[1].id, device: world.freeDevice(of: world.hosts[1]).device, size: .gibibytes(8))
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.begin(workflow, because: nil, by: RequestOrigin())
        }
        #expect(failure?.cause?.contains("quorum") == true)
        #expect(!world.cluster.calls.contains { $0.hasPrefix("replaceBrick") })
    }

    @Test func nothingIsReplacedWhileFactsAreWithheld() async throws {
        for command in ["facts", "volumes", "blames"] {
            let world = try await World()
            let workflow = try await Self.prepare(world)
            world.cluster.failNext(command, times: .max)
            await #expect(throws: Failure.self, "\(command)") {
                try await world.engine.repair.begin(workflow, because: nil, by: RequestOrigin())
            }
            let set = try world.context.inventory.replicaSets.required(workflow.set.id)
            #expect(set.work == nil)
        }
    }

    @Test func theHealIsWaitedForUntilNobodyKnowsOfAStaleEntry() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        world.cluster.setStale("data-1", place: 2, entries: 3)
        let before = world.cluster.calls
        let context = world.context
        let state = workflow
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var workflow = state
                try await ReplaceBrick.steps[4].action(&workflow, context)
            }
            // All three have told of the stale entries once.
            while world.cluster.calls.dropFirst(before.count).count(where: { $0.hasPrefix("blames") }) < 3 {
                await Task.yield()
            }
            world.cluster.setStale("data-1", place: 2, entries: 0)
            try await group.waitForAll()
        }
        let asked = world.cluster.calls.dropFirst(before.count).count { $0.hasPrefix("healSummary") }
        #expect(asked == 1, "only when no brick knew of a stale entry any more")
    }

    /// The simulated volume heals nothing by itself.
    @Test func aHealThatMakesNoProgressIsBegunAnew() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in ReplaceBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        world.cluster.setHeals("data-1", pending: 2)
        try await ReplaceBrick.steps[4].action(&workflow, world.context)
        #expect(workflow.isWhole)
        #expect(world.cluster.calls.contains { $0.hasPrefix("changeVolume") })
    }
}
