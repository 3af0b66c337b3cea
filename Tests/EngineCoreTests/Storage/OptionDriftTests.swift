import AgentAPI
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

/// Options of volumes that are not as Mortar wants them.
@Suite struct OptionDriftTests {
    private func state(_ name: String, _ options: [String: String], bricks: Int = 3) throws -> VolumeOptionState {
        try #require(VolumeOptions.states(of: options, bricks: bricks).first { $0.name == name })
    }

    /// Twice: what has changed since the look before may be Mortar's own doing.
    private func look(_ world: World) async throws {
        for _ in 0..<2 {
            world.context.store.observe { $0.volumesAsked = nil }
            try await WatchVolumes(world.context, logger: Logger(label: "test")).look()
        }
    }

    private func drift(_ world: World, _ set: ReplicaSet) throws -> [String: String] {
        let options = try world.volume(set.name).options
        return world.context.inventory.optionDrift(of: set, before: options)
    }

    private func told(_ world: World) -> [String] {
        world.context.inventory.events.filter { $0.code == EventCode.volumeOptionsDiffer.rawValue }.map(\.description)
    }

    // MARK: Judging

    @Test func whatMortarSetsIsAsWanted() {
        for redundancy in Redundancy.allCases {
            let options = VolumeOptions.dictionary(for: redundancy)
            let states = VolumeOptions.states(of: options, bricks: redundancy.brickCount)
            #expect(states.allSatisfy { $0.kind == .asWanted } && states.count == options.count)
        }
    }

    @Test func anotherValueAndNoneDiffer() throws {
        #expect(try state("performance.read-ahead", ["performance.read-ahead": "on"]).kind == .differs)
        let unset = try state("performance.read-ahead", [:])
        #expect(
            unset.kind == .differs && unset.value == nil && unset.words == "performance.read-ahead is not set, not off")
        #expect(try state("cluster.self-heal-daemon", [:]).kind == .asWanted)
        #expect(try state("cluster.self-heal-daemon", ["cluster.self-heal-daemon": "off"]).kind == .differs)
    }

    /// GlusterFS takes several words for the same.
    @Test(arguments: [("enable", true), ("ON", true), ("true", true), ("disable", false)])
    func wordsForTheSameAreAlike(_ word: String, _ isAlike: Bool) throws {
        let state = try state("cluster.eager-lock", ["cluster.eager-lock": word])
        #expect((state.kind == .asWanted) == isAlike)
    }

    @Test func whatMortarDoesNotCareAboutIsTheUsers() throws {
        #expect(try state("auth.allow", ["auth.allow": "10.*"]).kind == .yours)
        #expect(try state("nfs.disable", ["nfs.disable": "on"]).kind == .glusters)
        #expect(try state("cluster.quorum-type", ["cluster.quorum-type": "auto"], bricks: 1).kind == .yours)
    }

    /// Images that were written in shards are unreadable without.
    @Test func shardingIsNeverSwitchedWhereThereAreImages() throws {
        let state = try state("features.shard", ["features.shard": "off"])
        #expect(state.kind == .differs && !state.isRepairable)
    }

    /// Mortar's own doing is no drift.
    @Test func threadsOfAHealThatIsSlowedAreWanted() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.setOption("cluster.shd-max-threads", "2", of: "data-1")
        try await look(world)
        #expect(try drift(world, set) == ["cluster.shd-max-threads": "2"])
        try await world.context.store.change { $0.replicaSets[set.id]?.healPace = HealPace(usual: 8, threads: 2) }
        let slowed = try world.context.inventory.replicaSets.required(set.id)
        #expect(try drift(world, slowed).isEmpty)
    }

    // MARK: Telling

    @Test func tellsOnceOfEachDifference() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await look(world)
        #expect(told(world).isEmpty)
        world.cluster.setOption("performance.read-ahead", "on", of: "data-1")
        world.cluster.setOption("auth.allow", "10.*", of: "data-1")
        for _ in 0..<2 { try await look(world) }
        #expect(
            told(world) == [
                "Options of replica set data-1 are not as Mortar wants them: performance.read-ahead is on, not off."
            ])
        world.cluster.setOption("network.ping-timeout", "42", of: "data-1")
        try await look(world)
        #expect(told(world).count == 2 && told(world).contains { $0.hasSuffix("network.ping-timeout is 42, not 20.") })
        #expect(world.context.inventory.replicaSets[set.id]?.toldOptions?.count == 2)
        // Right again, and wrong again: that is news.
        world.cluster.setOption("performance.read-ahead", "off", of: "data-1")
        try await look(world)
        world.cluster.setOption("performance.read-ahead", "on", of: "data-1")
        try await look(world)
        #expect(told(world).count == 3)
    }

    // MARK: Setting right

    @Test func repairOptions() async throws {
        try await WorkflowHarness<RepairOptions>(
            prepare: { world in
                let made = try await world.makeStorageDomain()
                world.cluster.setOption("performance.read-ahead", "on", of: "data-1")
                try await world.observe()
                return RepairOptions(
                    domain: made.domain,
                    changes: [.init(set: made.sets[0].id, option: "performance.read-ahead", value: "off")])
            },
            expectDone: { world, _ in
                let volume = try world.volume("data-1")
                #expect(volume.options["performance.read-ahead"] == "off")
                #expect(world.context.inventory.replicaSets.allSatisfy { $0.toldOptions == nil })
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0
        ).runAll()
    }

    @Test func setsOneAfterTheOtherAndLeavesTheRest() async throws {
        let (world, set) = try await World.withReplicaSet()
        for (name, value) in [
            ("performance.read-ahead", "on"), ("network.ping-timeout", "42"), ("features.shard", "off"),
            ("auth.allow", "10.*"),
        ] { world.cluster.setOption(name, value, of: "data-1") }
        let before = world.cluster.calls.count
        try await world.running {
            let job = try #require(
                try await world.engine.storage.repairOptions(of: set.storageDomainID, by: RequestOrigin()))
            try await world.context.result(of: job.id)
        }
        let calls = world.cluster.calls.dropFirst(before)
        #expect(calls.count { $0.hasPrefix("setVolumeOptions") } == 2)
        let options = try world.volume("data-1").options
        #expect(options["performance.read-ahead"] == "off" && options["network.ping-timeout"] == "20")
        #expect(options["features.shard"] == "off" && options["auth.allow"] == "10.*")
        // What is left may not be changed: there is nothing to do.
        #expect(try await world.engine.storage.repairOptions(of: set.storageDomainID, by: RequestOrigin()) == nil)
    }

    @Test func setsNothingWhileABrickIsAway() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.setOption("performance.read-ahead", "on", of: "data-1")
        world.cluster.failBrick(set.bricks[2].id, of: World.addresses[2], noticed: true)
        let domain = try world.context.inventory.storageDomains.required(set.storageDomainID)
        let record = try await world.carry(
            RepairOptions(
                domain: domain, changes: [.init(set: set.id, option: "performance.read-ahead", value: "off")]))
        guard case .failed(let failure, _) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .conflict && failure.message.contains("data-1"))
        #expect(try world.volume("data-1").options["performance.read-ahead"] == "on")
    }
}
