import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing

/// What users mean by the devices they name.
@Suite struct NamedReplacementTests {
    @Test func aBricksDeviceIsTheOneToBeReplaced() async throws {
        let (world, set) = try await World.withReplicaSet()
        let plan = try await world.engine.repair.plan(world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.old == set.bricks[1])
        #expect(plan.new.device == world.freeDevice(of: world.hosts[1]).device)
    }

    @Test func aBlankDeviceHelpsTheFailedBrickOfItsHost() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.failBrick(set.bricks[2].id, of: World.addresses[2])
        let plan = try await world.engine.repair.plan(world.device(2, "/dev/sdc"), onto: nil, wipe: false)
        #expect(plan.old == set.bricks[2])
        #expect(plan.new.device == world.freeDevice(of: world.hosts[2]).device)
    }

    @Test(arguments: [
        (1, "/dev/sdc", nil, "No brick needs"), (1, "/dev/sdz", nil, "has no device"),
        (1, "/dev/sdc", "/dev/sdb", "is no brick"),
    ])
    func whatMakesNoSenseIsRefused(host: Int, path: String, target: String?, words: String) async throws {
        let (world, _) = try await World.withReplicaSet()
        let target = target.map { world.device(host, $0) }
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(world.device(host, path), onto: target, wipe: false)
        }
        #expect(failure?.message.contains(words) == true, "\(String(describing: failure))")
        #expect(failure?.correction?.isEmpty == false)
    }

    @Test func noTwoCopiesComeOntoOneHost() async throws {
        let (world, _) = try await World.withReplicaSet()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(
                world.device(1, "/dev/sdb"), onto: world.device(0, "/dev/sdc"), wipe: false)
        }
        #expect(failure?.message.contains("another brick of data-1") == true)
    }

    @Test func aDeviceWithDataIsTakenOnlyWhenItIsNamedToBeWiped() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.occupy("/dev/sdc", of: World.addresses[1])
        let (old, new) = (world.device(1, "/dev/sdb"), world.device(1, "/dev/sdc"))
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(old, onto: new, wipe: false)
        }
        #expect(failure?.cause == "a file system of somebody's")
        #expect(try await world.engine.repair.plan(old, onto: new, wipe: true).wipe)
    }
}
