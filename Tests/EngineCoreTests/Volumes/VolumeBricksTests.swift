import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct VolumeBricksTests {
    private func extend(
        _ world: World, _ places: [BrickPlace], copies: Int? = nil, arbiter: Bool = false
    ) async -> Failure? {
        await world.refusal {
            _ = try await world.engine.volumes.add(
                .init(bricks: places, replicaCount: copies, addsArbiter: arbiter, force: false), to: "plain",
                by: RequestOrigin())
        }
    }

    private func remove(_ world: World, _ bricks: [VolumeBrick], copies: Int? = nil) async -> Failure? {
        await world.refusal {
            try await world.engine.volumes.remove(bricks, from: "plain", replicaCount: copies, by: RequestOrigin())
        }
    }

    @Test func growsByWholeGroups() async throws {
        let world = try await World()
        try await world.makeVolume()
        #expect(await extend(world, Array(world.places("b2").prefix(2)))?.code == .invalid)
        #expect(await extend(world, world.places("b2")) == nil)
        #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1") + world.bricks("b2"))
        #expect(world.eventCodes.contains(4019))
    }

    @Test func copiesComeAndGoOneAtATime() async throws {
        let world = try await World()
        let fourth = try await world.addFourthHost()
        try await world.makeVolume()
        let place = BrickPlace(host: fourth, directory: "/srv/b1")
        #expect(await extend(world, [place], copies: 5)?.code == .invalid)
        #expect(await extend(world, [world.places("b9")[0]], copies: 4)?.code == .invalid)
        world.cluster.setStale("plain", place: 2, entries: 1)
        #expect(await extend(world, [place], copies: 4)?.cause?.contains("being healed") == true)
        world.cluster.setStale("plain", place: 0, entries: 0)
        #expect(await extend(world, [place], copies: 4) == nil)
        #expect(world.volume?.replicaCount == 4)
        let added = VolumeBrick(host: "10.0.0.4", directory: "/srv/b1")
        #expect(await remove(world, [added], copies: 2)?.code == .invalid)
        world.cluster.setStale("plain", place: 1, entries: 1)
        #expect(await remove(world, [added], copies: 3)?.code == .conflict)
        world.cluster.setStale("plain", place: 0, entries: 0)
        #expect(await remove(world, [added], copies: 3) == nil)
        #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1"))
    }

    @Test func bricksAreRemovedOnlyWhenTheirDataHasLeft() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2)
        let leaving = world.bricks("b2")
        #expect(await remove(world, leaving)?.message.contains("not moved away") == true)
        try await world.carry(MigrateVolumeBricks(volume: "plain", bricks: leaving))
        #expect(await remove(world, world.bricks("b1"))?.code == .conflict)
        #expect(await remove(world, leaving) == nil)
        #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1"))
        #expect(world.eventCodes.isSuperset(of: [4080, 4088, 4084]))
    }

    @Test func aMoveThatFailedIsToldWithItsFigures() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2)
        world.cluster.failNextTasks(1)
        let record = try await world.carry(MigrateVolumeBricks(volume: "plain", bricks: world.bricks("b2")))
        guard case .failed(let failure, _) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.cause?.contains("3 files, 3 MiB moved, 1 failed") == true)
        #expect(await remove(world, world.bricks("b2"))?.cause?.contains("1 failed") == true)
        #expect(world.volume?.bricks.count == 6)
        try await world.engine.volumes.stopMigration(world.bricks("b2"), of: "plain", by: RequestOrigin())
    }

    @Test func onlyWholeGroupsLeaveAndNotAllOfThem() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2)
        for bricks in [Array(world.bricks("b2").prefix(2)), world.bricks("b1") + world.bricks("b2"), []] {
            let failure = await world.refusal {
                _ = try await world.engine.volumes.migrate(bricks, of: "plain", by: RequestOrigin())
            }
            #expect(failure?.code == .invalid)
        }
    }

    @Test func dataIsNotMovedUnderVMsOnShards() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2, sharded: true)
        world.cluster.setUse(VolumeUse(guests: ["web"]), of: "plain", on: World.addresses[1])
        let volumes = world.engine.volumes
        let refusals = [
            await world.refusal { _ = try await volumes.rebalance("plain", .balanced, by: RequestOrigin()) },
            await world.refusal { _ = try await volumes.rebalance("plain", .layoutOnly, by: RequestOrigin()) },
            await world.refusal {
                _ = try await volumes.migrate(world.bricks("b2"), of: "plain", by: RequestOrigin())
            },
        ]
        for refusal in refusals {
            #expect(refusal?.cause?.contains("web on h2") == true)
            #expect(refusal?.cause?.contains("features.shard") == true)
        }
        world.cluster.setUse(VolumeUse(), of: "plain", on: World.addresses[1])
        try await world.carry(RebalanceVolume(volume: "plain", mode: .balanced))
        #expect(world.eventCodes.isSuperset(of: [4012, 4087]))
    }

    @Test func aMoveEndsWhenAVMBeginsToUseTheVolume() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2, sharded: true)
        world.cluster.holdTasks(true)
        var workflow = RebalanceVolume(volume: "plain", mode: .balanced)
        try await RebalanceVolume.steps[0].action(&workflow, world.context)
        world.cluster.setUse(VolumeUse(guests: ["web"]), of: "plain", on: World.addresses[1])
        let failure = await #expect(throws: Failure.self) {
            try await RebalanceVolume.steps[1].action(&workflow, world.context)
        }
        #expect(failure?.message.contains("web") == true)
        let task = try await world.context.anyPoolAgent().volumeTask("plain").task
        #expect(task?.state == .stopped)
    }

    @Test func aVolumeThatAJobWorksOnIsLeftAlone() async throws {
        let world = try await World()
        try await world.makeVolume(groups: 2)
        world.cluster.holdTasks(true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await world.engine.workflows.run() }
            defer { group.cancelAll() }
            let job = try await world.engine.volumes.rebalance("plain", .balanced, by: RequestOrigin())
            _ = try await world.context.store.first { $0.observations.volumeTasks["plain"] }
            #expect(await extend(world, world.places("b3"))?.message.contains("Rebalancing volume plain") == true)
            try await world.engine.volumes.stopRebalance("plain", by: RequestOrigin())
            let failure = await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(failure?.code == .cancelled)
            #expect(await extend(world, world.places("b3")) == nil)
        }
    }

    @Test func aBrickIsFilledAgainOnlyWhereItsDiskIsMounted() async throws {
        let world = try await World()
        try await world.makeVolume()
        let brick = world.bricks("b1")[1]
        func reset(force: Bool) async -> Failure? {
            await world.refusal {
                _ = try await world.engine.volumes.replace(
                    brick, of: "plain", with: nil, force: force, by: RequestOrigin())
            }
        }
        func set(_ content: DirectoryFacts.Content, on mountPoint: String, own: Bool = false) {
            let facts = DirectoryFacts(
                path: brick.directory, content: content, mountPoint: mountPoint, device: "/dev/sdc", isOwnBrick: own)
            world.cluster.setDirectory(facts, on: brick.host)
        }
        set(.empty, on: "/")
        #expect(await reset(force: false)?.correction?.contains("Mount") == true)
        set(.used, on: "/srv")
        #expect(await reset(force: true)?.code == .conflict)
        set(.empty, on: "/srv", own: true)
        #expect(await reset(force: true)?.code == .conflict)
        set(.brick, on: "/srv")
        #expect(await reset(force: false) == nil)
    }

    @Test func aBrickIsReplacedOnlyWhileTheOthersAreWhole() async throws {
        let world = try await World()
        let fourth = try await world.addFourthHost()
        try await world.makeVolume()
        let volumes = world.engine.volumes
        func replace(_ brick: VolumeBrick, with host: HostID?) async -> Failure? {
            await world.refusal {
                _ = try await volumes.replace(
                    brick, of: "plain", with: host.map { BrickPlace(host: $0, directory: "/srv/new") }, force: false,
                    by: RequestOrigin())
            }
        }
        let brick = world.bricks("b1")[2]
        #expect(await replace(brick, with: world.hosts[0].id)?.code == .invalid)
        world.cluster.setStale("plain", place: 0, entries: 1)
        #expect(await replace(brick, with: fourth)?.cause?.contains("being healed") == true)
        #expect(await replace(brick, with: nil)?.code == .conflict)
        world.cluster.setStale("plain", place: 0, entries: 0)
        world.cluster.setPower(false, address: World.addresses[0])
        try await world.context.store.change { inventory in
            try inventory.hosts.update(world.hosts[0].id) { $0.status = .nonResponsive }
        }
        #expect(await replace(brick, with: fourth)?.code == .conflict)
        #expect(world.volume?.bricks.map(\.brick) == world.bricks("b1"))
    }
}
