import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing

/// Split-brains of a replica set on three simulated hosts.
@Suite struct SplitBrainTests {
    static let image = "ce76c0e9-e54d-4df8-9182-b6e9acc3f7ee"
    static let shard = "621e3c36-2ec3-40a1-9846-ff7812247b6c"

    static func copy(_ gfid: String, _ content: String, name: String? = nil, modified: Double = 0) -> BrickCopy {
        BrickCopy(
            gfid: gfid, isFile: true, size: .mebibytes(4), modified: Date(timeIntervalSince1970: modified),
            access: "0:0 644", name: name, blames: [], checksum: content)
    }

    private func events(_ world: World, _ code: EventCode) -> [String] {
        world.context.inventory.events.filter { $0.code == code.rawValue }.map(\.description)
    }

    private func set(_ world: World) throws -> ReplicaSet {
        try #require(world.context.inventory.replicaSets.named("data-1"))
    }

    /// Has the heal summary asked anew, then has split-brains looked at.
    private func look(_ world: World) async throws {
        world.context.store.observe { observations in
            observations.volumes["data-1"]?.healObserved = nil
            observations.volumes["data-1"]?.splitBrainsAsked = nil
        }
        try await WatchVolumes(world.context, logger: Logger(label: "test")).look()
        try await ResolveSplitBrains(world.context, logger: Logger(label: "test")).look(at: try set(world))
    }

    private func files(_ world: World) -> [SplitBrain] {
        world.context.inventory.observations.volumes["data-1"]?.splitBrains ?? []
    }

    /// An image and one of its shards, in three versions or in two.
    private func tear(_ world: World, image: [String], shard: [String]) {
        world.cluster.setSplitBrain(
            "data-1", .init(gfid: Self.image, path: "/images/x.raw"),
            copies: image.enumerated().map { Self.copy(Self.image, $0.element, modified: Double($0.offset)) })
        world.cluster.setSplitBrain(
            "data-1", .init(gfid: Self.shard, path: nil),
            copies: shard.map { Self.copy(Self.shard, $0, name: "\(Self.image).1") })
    }

    @Test func theVersionOfMostBricksIsTakenForAllShardsOfAnImage() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        tear(world, image: ["a", "b", "b"], shard: ["c", "d", "d"])
        try await look(world)
        #expect(world.cluster.resolutions.map(\.gfid) == [Self.shard, Self.image])
        #expect(world.cluster.resolutions.allSatisfy { $0.source.host == "10.0.0.2" })
        let text = try #require(events(world, .splitBrainResolved).first)
        #expect(
            text.contains("images/x.raw") && text.contains("the version of h2 was taken, which most bricks agree on"))
        #expect(files(world).isEmpty && events(world, .splitBrainUndecided).isEmpty)
        try await look(world)
        #expect(events(world, .healDone).count == 1)
    }

    @Test func whatHasNoMajorityWaitsForAPersonWhoIsToldOnce() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        tear(world, image: ["a", "b", "c"], shard: ["d", "d", "d"])
        try await look(world)
        try await look(world)
        #expect(world.cluster.resolutions.isEmpty)
        #expect(events(world, .splitBrainUndecided).count == 1)
        #expect(files(world).map(\.path) == ["images/x.raw"])
        #expect(files(world).first?.parts.count == 2)

        let source = try #require(world.cluster.volumes.first?.bricks[2].brick)
        try await world.engine.heals.resolve(
            Self.image, of: try set(world).id, by: .source(source), for: RequestOrigin(user: "admin"))
        #expect(world.cluster.resolutions.allSatisfy { $0.source == source } && world.cluster.resolutions.count == 2)
        #expect(events(world, .splitBrainResolved).first?.contains("as admin wished") == true)
        #expect(files(world).isEmpty)
    }

    @Test func thePolicyOfTheDomainDecides() async throws {
        let world = try await World()
        let domain = try await world.makeStorageDomain().domain
        tear(world, image: ["a", "b", "b"], shard: ["c", "d", "d"])
        _ = try await world.engine.heals.setPolicy(.manual, of: domain.id)
        try await look(world)
        #expect(world.cluster.resolutions.isEmpty && events(world, .splitBrainUndecided).count == 1)
        _ = try await world.engine.heals.setPolicy(.newest, of: domain.id)
        try await look(world)
        #expect(world.cluster.resolutions.map(\.source.host) == ["10.0.0.3", "10.0.0.3"])
        #expect(world.context.inventory.storageDomains[domain.id]?.splitBrainPolicy == .newest)
    }

    @Test func nothingIsDecidedWhileABrickIsAway() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        tear(world, image: ["a", "b", "c"], shard: ["c", "d", "d"])
        try await look(world)
        world.cluster.setPower(false, address: "10.0.0.3")
        let failure = try await #require(throws: Failure.self) {
            try await world.engine.heals.resolve(
                Self.image, of: try set(world).id, by: .newest, for: RequestOrigin())
        }
        #expect(failure.code == .conflict && failure.cause?.contains("10.0.0.3") == true)
        try await look(world)
        #expect(world.cluster.resolutions.isEmpty)
    }

    @Test func aDecisionThatFailedHalfWayIsNotContinuedAnotherWay() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        tear(world, image: ["a", "b", "b"], shard: ["c", "d", "e"])
        try await look(world)
        let source = try #require(world.cluster.volumes.first?.bricks[0].brick)
        world.cluster.failNext("resolveSplitBrain")
        await #expect(throws: Failure.self) {
            try await world.engine.heals.resolve(
                Self.image, of: try set(world).id, by: .source(source), for: RequestOrigin())
        }
        // The shard being gone, most bricks would agree on another version of what is left.
        world.cluster.setSplitBrain(
            "data-1", .init(gfid: Self.shard, path: nil),
            copies: ["d", "d", "d"].map { Self.copy(Self.shard, $0, name: "\(Self.image).1") })
        try await look(world)
        #expect(Set(world.cluster.resolutions.map(\.source)) == [source])
        #expect(world.context.inventory.replicaSets.named("data-1")?.splitBrainSources == nil)
    }

    @Test func anImageOfManyShardsIsDecidedPieceByPieceAndOneWay() async throws {
        let world = try await World()
        let domain = try await world.makeStorageDomain().domain
        _ = try await world.engine.heals.setPolicy(.manual, of: domain.id)
        for index in 1...70 {
            let gfid = "621e3c36-2ec3-40a1-9846-ff78122\(10_000 + index)"
            world.cluster.setSplitBrain(
                "data-1", .init(gfid: gfid, path: "/.shard/\(Self.image).\(index)"),
                copies: ["a", "b", "b"].map { Self.copy(gfid, $0) })
        }
        try await look(world)
        #expect(files(world).map(\.id) == [Self.image])
        let source = try #require(world.cluster.volumes.first?.bricks[0].brick)
        try await world.engine.heals.resolve(
            Self.image, of: try set(world).id, by: .source(source), for: RequestOrigin())
        #expect(world.cluster.resolutions.count == 64)
        try await look(world)
        #expect(world.cluster.resolutions.count == 70)
        #expect(Set(world.cluster.resolutions.map(\.source)) == [source])
    }

    @Test func aDiskIsCalledByItsName() async throws {
        let world = try await World()
        _ = try await world.makeVM()
        let disk = try #require(world.context.inventory.disks.first { _ in true })
        world.cluster.setSplitBrain(
            "data-1", .init(gfid: Self.shard, path: "/.shard/\(Self.image).7"),
            copies: ["a", "b", "b"].map { Self.copy(Self.shard, $0) })
        world.cluster.setSplitBrain(
            "data-1", .init(gfid: Self.image, path: "/\(disk.imagePath)"),
            copies: ["a", "b", "b"].map { Self.copy(Self.image, $0) })
        try await look(world)
        #expect(events(world, .splitBrainResolved).first?.hasPrefix("Disk web-1 (images/") == true)
    }

    @Test func aFileThatIsNotInSplitBrainIsNotFound() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        try await look(world)
        let failure = try await #require(throws: Failure.self) {
            try await world.engine.heals.resolve(
                Self.image, of: try set(world).id, by: .newest, for: RequestOrigin())
        }
        #expect(failure.code == .notFound)
    }
}
