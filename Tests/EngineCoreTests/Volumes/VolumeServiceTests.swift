import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct VolumeServiceTests {
    @Test func aVolumeComesAndGoes() async throws {
        let world = try await World()
        let made = try await world.makeVolume()
        #expect(world.volume?.isStarted == true && made.bricks.map(\.brick) == world.bricks("b1"))
        let volumes = world.engine.volumes
        #expect(await world.refusal { try await volumes.remove(made.id, by: RequestOrigin()) }?.code == .conflict)
        try await volumes.set(made.id, option: "a.b", to: "c", by: RequestOrigin())
        #expect(world.volume?.options == ["a.b": "c"])
        try await volumes.reset(made.id, option: "a.b", force: false, by: RequestOrigin())
        #expect(world.volume?.options == [:])
        try await volumes.stop(made.id, force: false, by: RequestOrigin())
        try await volumes.remove(made.id, by: RequestOrigin())
        #expect(world.volume == nil)
        #expect(throws: Failure.self) { try world.context.inventory.volume(made.id) }
        #expect(world.eventCodes.isSuperset(of: [4000, 4002, 4004, 4006, 4008, 4010]))
    }

    /// GlusterFS completes “shard” to features.shard, which is to stay on.
    @Test func optionsAreNamedInFull() async throws {
        let world = try await World()
        let volumes = world.engine.volumes
        let failures = [
            await world.refusal { try await volumes.set("x", option: "shard", to: "off", by: RequestOrigin()) },
            await world.refusal { try await volumes.reset("x", option: "shard", force: true, by: RequestOrigin()) },
        ]
        #expect(failures.map { $0?.code } == [.invalid, .invalid])
    }

    @Test func replicaSetsAreNotChangedHere() async throws {
        let (world, set) = try await World.withReplicaSet()
        let volumes = world.engine.volumes
        let id = try #require(world.context.inventory.observations.volumes[set.name]?.facts.id)
        let failures = [
            await world.refusal { try await volumes.stop(id, force: true, by: RequestOrigin()) },
            await world.refusal { try await volumes.start(id, force: true, by: RequestOrigin()) },
            await world.refusal { try await volumes.remove(id, by: RequestOrigin()) },
            await world.refusal {
                try await volumes.set(id, option: "cluster.lookup-optimize", to: "off", by: RequestOrigin())
            },
            await world.refusal { try await volumes.reset(id, option: nil, force: true, by: RequestOrigin()) },
            await world.refusal { _ = try await volumes.rebalance(id, .balanced, by: RequestOrigin()) },
            await world.refusal { try await volumes.stopRebalance(id, by: RequestOrigin()) },
            await world.refusal { _ = try await volumes.migrate([], of: id, by: RequestOrigin()) },
            await world.refusal { try await volumes.profile(id, isOn: true, by: RequestOrigin()) },
        ]
        for failure in failures {
            #expect(failure?.code == .conflict)
            #expect(failure?.correction?.contains("mortar storage expand data") == true)
        }
        #expect(world.cluster.volumes.first?.isStarted == true)
    }

    @Test func namesOfReplicaSetsAreNotTaken() async throws {
        let (world, _) = try await World.withReplicaSet()
        for name in ["data-1", "data-7"] {
            let failure = await world.refusal {
                _ = try await world.engine.volumes.add(
                    .init(
                        name: name, layout: World.threeCopies, bricks: world.places("x"), options: [:], force: false),
                    by: RequestOrigin())
            }
            #expect(failure?.code == .conflict, "\(name)")
        }
    }

    @Test func refusesDirectoriesThatShouldNotBecomeBricks() async throws {
        let world = try await World()
        func facts(
            _ content: DirectoryFacts.Content = .missing, mountPoint: String = "/srv", own: Bool = false
        ) -> DirectoryFacts {
            .init(path: "/srv/x", content: content, mountPoint: mountPoint, device: "/dev/sdb", isOwnBrick: own)
        }
        func outcome(_ facts: DirectoryFacts, force: Bool) async -> Failure? {
            world.cluster.setDirectory(facts, on: World.addresses[1])
            return await world.refusal {
                _ = try await world.engine.volumes.add(
                    .init(
                        name: "plain", layout: World.threeCopies, bricks: world.places("x"), options: [:],
                        force: force), by: RequestOrigin())
            }
        }
        for bad in [facts(.brick), facts(.used), facts(own: true)] {
            #expect(await outcome(bad, force: true)?.code == .conflict)
        }
        #expect(await outcome(facts(.other), force: true)?.code == .invalid)
        #expect(await outcome(facts(mountPoint: "/"), force: false)?.message.contains("root file system") == true)
        #expect(await outcome(facts(mountPoint: "/srv/x"), force: false)?.message.contains("mount point") == true)
        #expect(world.volume == nil)
        #expect(await outcome(facts(mountPoint: "/"), force: true) == nil)
    }

    @Test(arguments: ["srv/x", "/srv/../x", "/srv//x", "/srv/x/", "/", "/srv/a b", "/srv/a:b", "/var/lib/mortar/x"])
    func refusesPathsThatDoNotSayWhereTheyAre(path: String) async throws {
        let world = try await World()
        let place = BrickPlace(host: world.hosts[0].id, directory: path)
        let failure = await world.refusal {
            _ = try await world.engine.volumes.add(
                .init(
                    name: "plain", layout: VolumeLayout(copies: 1, hasArbiter: false), bricks: [place], options: [:],
                    force: true), by: RequestOrigin())
        }
        #expect(failure?.code == .invalid)
    }

    @Test func copiesOfTheSameDataAreOnDistinctHosts() async throws {
        let world = try await World()
        var places = world.places("x")
        places[1].host = places[0].host
        places[1].directory = "/srv/y"
        let wanted = places
        let failure = await world.refusal {
            _ = try await world.engine.volumes.add(
                .init(name: "plain", layout: World.threeCopies, bricks: wanted, options: [:], force: true),
                by: RequestOrigin())
        }
        #expect(failure?.code == .invalid)
    }

    @Test func aVolumeInUseIsNotStopped() async throws {
        let world = try await World()
        let volume = try await world.makeVolume()
        func stop(force: Bool) async -> Failure? {
            await world.refusal { try await world.engine.volumes.stop(volume.id, force: force, by: RequestOrigin()) }
        }
        world.cluster.setUse(VolumeUse(guests: ["web"]), of: "plain", on: World.addresses[2])
        #expect(await stop(force: true)?.cause?.contains("web on h3") == true)
        world.cluster.setUse(VolumeUse(mountPoints: ["/mnt"]), of: "plain", on: World.addresses[2])
        #expect(await stop(force: false)?.cause?.contains("/mnt") == true)
        world.cluster.failNext("volumeUse")
        #expect(await stop(force: true)?.cause?.contains("not known") == true)
        #expect(world.volume?.isStarted == true)
        #expect(await stop(force: true) == nil)
    }

    @Test func shardingStaysOn() async throws {
        let world = try await World()
        let volume = try await world.makeVolume(sharded: true)
        let volumes = world.engine.volumes
        #expect(
            await world.refusal {
                try await volumes.set(volume.id, option: "features.shard", to: "off", by: RequestOrigin())
            }?.code == .conflict)
        #expect(
            await world.refusal {
                try await volumes.reset(volume.id, option: nil, force: true, by: RequestOrigin())
            }?.code == .conflict)
        #expect(world.volume?.options == ["features.shard": "on"])
    }

    @Test func layoutsFitTheirBricks() throws {
        func layout(_ type: String, _ copies: Int?, _ arbiters: Int?, _ bricks: Int) -> Failure? {
            do {
                _ = try VolumeLayout(type: type, replicaCount: copies, arbiterCount: arbiters, bricks: bricks)
                return nil
            } catch { return error }
        }
        #expect(layout("distribute", nil, nil, 2) == nil && layout("DISTRIBUTED_REPLICATE", 3, 1, 6) == nil)
        #expect(layout("replicate", 3, nil, 3) == nil && layout("replicate", 2, nil, 2) == nil)
        #expect(layout("replicate", 3, nil, 6) != nil && layout("distributed_replicate", 3, nil, 4) != nil)
        #expect(layout("replicate", nil, nil, 3) != nil && layout("distribute", 2, nil, 2) != nil)
        #expect(layout("replicate", 2, 1, 2) != nil && layout("distribute", nil, nil, 0) != nil)
        #expect(layout("disperse", nil, nil, 3)?.cause?.contains("dispersed") == true)
    }
}
