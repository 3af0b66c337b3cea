import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct VolumeWorkflowTests {
    @Test func rebalanceVolume() async throws {
        try await WorkflowHarness<RebalanceVolume>(
            prepare: { world in
                try await world.makeVolume(groups: 2)
                return RebalanceVolume(volume: "plain", mode: .balanced)
            },
            expectDone: { world, workflow in
                #expect(workflow.outcome?.state == .completed)
                #expect(world.eventCodes.contains(4087))
            },
            expectUndone: { _, _ in }, pointOfNoReturn: 0
        ).runAll()
    }

    @Test func migrateVolumeBricks() async throws {
        try await WorkflowHarness<MigrateVolumeBricks>(
            prepare: { world in
                try await world.makeVolume(groups: 2)
                return MigrateVolumeBricks(volume: "plain", bricks: world.bricks("b2"))
            },
            expectDone: { world, workflow in
                #expect(workflow.outcome?.files == 3)
                #expect(world.volume?.bricks.count == 6)
            },
            expectUndone: { _, _ in }, pointOfNoReturn: 0
        ).runAll()
    }

    @Test func replaceVolumeBrick() async throws {
        try await WorkflowHarness<ReplaceVolumeBrick>(
            prepare: { world in
                try await world.makeVolume()
                let new = VolumeBrick(host: World.addresses[2], directory: "/srv/new")
                return ReplaceVolumeBrick(volume: "plain", old: world.bricks("b1")[2], new: new)
            },
            expectDone: { world, workflow in
                #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1").prefix(2) + [workflow.new])
                #expect(world.eventCodes.isSuperset(of: [4162, 20_100]))
            },
            expectUndone: { _, _ in }, pointOfNoReturn: 0
        ).runAll()
    }

    @Test func aBrickThatIsFilledAgainStaysWhereItIs() async throws {
        let world = try await World()
        try await world.makeVolume()
        let brick = world.bricks("b1")[2]
        try await world.carry(ReplaceVolumeBrick(volume: "plain", old: brick, new: brick))
        #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1"))
        #expect(world.eventCodes.contains(4171))
    }

    /// What a heal finds on its way would wait ten minutes.
    @Test func whatWaitsForAHealIsAskedFor() async throws {
        let world = try await World()
        try await world.makeVolume()
        world.cluster.setHeals("plain", pending: 3)
        let brick = world.bricks("b1")[2]
        let record = try await world.carry(ReplaceVolumeBrick(volume: "plain", old: brick, new: brick))
        #expect(record.phase == .finished)
    }
}
