import AgentAPI
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

@Suite struct AddBrickTests {
    @Sendable private static func prepare(_ world: World) async throws -> AddBrick {
        let set = try await world.makeOneCopySets()[0]
        return AddBrick(set: set, new: world.brick(on: 1), redundancy: .threeCopies)
    }

    @Test func addBrick() async throws {
        try await WorkflowHarness<AddBrick>(
            prepare: Self.prepare,
            expectDone: { world, workflow in
                let set = try world.context.inventory.replicaSets.required(workflow.set.id)
                #expect(set.work == nil && set.bricks == workflow.set.bricks + [workflow.new])
                let volume = try world.volume("data-1")
                #expect(volume.hosts == ["10.0.0.1", "10.0.0.2"])
                #expect(volume.options == VolumeOptions.dictionary(ofBricks: 2))
                let codes = world.context.inventory.events.map(\.code)
                #expect(codes.count { $0 == EventCode.copyAdded.rawValue } == 1)
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.replicaSets[workflow.set.id] == workflow.set)
                #expect(world.cluster.devices(of: World.addresses[1]).allSatisfy { $0.use == .blank })
                let volume = try world.volume("data-1")
                #expect(volume.hosts == ["10.0.0.1"])
            },
            pointOfNoReturn: 2
        ).runAll()
    }

    /// A brick that the volume has stays, is written down, and is filled.
    @Test func anAddedBrickIsNotTakenBackWhenALaterStepFails() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in AddBrick.steps.prefix(3) { try await step.action(&workflow, world.context) }
        try await world.undo(&workflow, first: 3)
        let set = try world.context.inventory.replicaSets.required(workflow.set.id)
        #expect(set.bricks.last == workflow.new && set.work == nil)
        #expect(try world.volume("data-1").options["cluster.self-heal-daemon"] == "on")
        #expect(world.cluster.devices(of: World.addresses[1])[0].use == .brick(workflow.new.id))
    }

    /// A heal that runs while a client still writes to the old brick only would miss what it writes.
    @Test func nothingIsHealedBeforeAllClientsWriteToTheNewBrick() async throws {
        let world = try await World()
        var workflow = try await Self.prepare(world)
        for step in AddBrick.steps.prefix(4) { try await step.action(&workflow, world.context) }
        let options = try world.volume("data-1").options
        #expect(options["cluster.self-heal-daemon"] == "off" && options["cluster.quorum-type"] == "auto")
        world.cluster.setClients("data-1", [["10.0.0.1": 2], ["10.0.0.1": 1]])
        let running = workflow
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var workflow = running
                try await AddBrick.steps[4].action(&workflow, world.context)
            }
            let words = try await world.context.store.first { $0.observations.waits[running.set.id] }
            #expect(words == "clients that do not use the new brick yet: 1 of 2 on 10.0.0.1")
            #expect(try world.volume("data-1").options["cluster.self-heal-daemon"] == "off")
            world.cluster.setClients("data-1", [["10.0.0.1": 2], ["10.0.0.1": 2]])
            try await group.waitForAll()
        }
        #expect(world.context.inventory.observations.waits[running.set.id] == nil)
    }

    @Test func aLostAnswerIsNoFailure() async throws {
        let world = try await World()
        let workflow = try await Self.prepare(world)
        world.cluster.loseNextReply(of: "addBrick")
        #expect(try await world.carry(workflow).phase == .finished)
        #expect(world.context.inventory.replicaSets[workflow.set.id]?.bricks.count == 2)
    }

    /// The old brick has to be there, and to have everything.
    @Test func aSetThatIsNotWellGetsNoBrick() async throws {
        let world = try await World()
        let workflow = try await Self.prepare(world)
        world.cluster.setStale("data-1", place: 0, entries: 3)
        let stale = try await world.carry(workflow)
        guard case .failed(let failure, _) = stale.phase else {
            Issue.record("\(stale.phase)")
            return
        }
        #expect(failure.code == .conflict && failure.cause?.contains("is being healed") == true, "\(failure)")
        #expect(world.cluster.devices(of: World.addresses[1]).allSatisfy { $0.use == .blank })
    }

    @Test func noticesBricksThatLackClients() {
        let bricks = ["h1", "h2"].map { VolumeBrick(host: $0, directory: "/b") }
        func words(_ clients: [[String: Int]]) -> String? {
            BrickConnections.unevenness(zip(bricks, clients).map { BrickConnections(brick: $0, clients: $1) })
        }
        #expect(words([["a": 2, "b": 1], ["a": 2, "b": 1]]) == nil)
        #expect(words([["a": 2, "b": 1], ["a": 2]]) == "clients that do not use the new brick yet: 1 of 1 on b")
    }
}
