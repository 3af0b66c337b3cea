import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing

/// How a RAID stripe that users tell of gets to the bricks.
@Suite struct StripeTests {
    private let stripe = StripeGeometry(unit: .kibibytes(128), dataDisks: 10)

    private func id(_ world: World, _ host: Int, _ path: String) throws -> DeviceID {
        try #require(world.context.inventory.deviceViews(of: world.hosts[host].id).first { $0.facts.path == path }).id
    }

    private func provision(_ world: World, _ host: Int, _ stripe: StripeGeometry?) async throws {
        let device = try id(world, host, "/dev/sdc")
        try await world.carry(
            ProvisionDevice(device: device, path: "/dev/sdc", hostName: "h", wipe: false, stripe: stripe))
    }

    @Test func aProvisionedDeviceKeepsItUntilItIsProvisionedWithoutOne() async throws {
        let (world, _) = try await World.withReplicaSet()
        let device = try id(world, 1, "/dev/sdc")
        try await provision(world, 1, stripe)
        #expect(world.context.inventory.deviceRecords[device]?.stripe == stripe)
        _ = try await world.engine.devices.setSpare(false, device)
        try await WatchDevices(world.context, logger: Logger(label: "test")).look()
        #expect(world.context.inventory.deviceRecords[device]?.stripe == stripe)
        try await provision(world, 1, nil)
        #expect(world.context.inventory.deviceRecords[device]?.stripe == nil)
    }

    @Test func aRebuildOnASpareIsAlignedToIt() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await provision(world, 1, stripe)
        let plan = try await world.engine.repair.plan(world.device(1, "/dev/sdb"), onto: nil, wipe: false)
        #expect(plan.old == set.bricks[1] && plan.new.stripe == stripe)
        try await world.carry(plan)
        #expect(world.cluster.stripe(of: plan.new.id) == stripe)
    }

    @Test func aReplacementTakesThatOfTheNamedDevice() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await provision(world, 1, StripeGeometry(unit: .kibibytes(64), dataDisks: 4))
        let (old, new) = (world.device(1, "/dev/sdb"), world.device(1, "/dev/sdc"))
        let plan = try await world.engine.repair.plan(old, onto: new, wipe: false, stripe: stripe)
        _ = try await world.engine.repair.begin(plan, because: nil, by: RequestOrigin())
        #expect(world.context.inventory.deviceRecords[try id(world, 1, "/dev/sdc")]?.stripe == stripe)
        try await world.carry(plan)
        #expect(world.context.inventory.replicaSets[set.id]?.bricks[1].stripe == stripe)
        #expect(world.cluster.stripe(of: plan.new.id) == stripe)
    }

    @Test func aGeometryOfADeviceThatNobodyNamedIsRefused() async throws {
        let (world, _) = try await World.withReplicaSet()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.plan(world.device(1, "/dev/sdb"), onto: nil, wipe: false, stripe: stripe)
        }
        #expect(failure?.code == .invalid && failure?.correction?.contains("--with") == true)
    }

    @Test func aNewDomainTakesThoseOfItsDevices() async throws {
        let world = try await World()
        let devices = (0..<3).map { world.device($0, "/dev/sdb") }
        var addition = StorageService.Addition(
            name: "data", dataCenter: world.context.inventory.dataCenters.sortedByName[0].id, redundancy: .threeCopies,
            devices: devices)
        addition.stripes = [devices[1]: stripe]
        try await world.running { [addition] in
            let (_, job) = try await world.engine.storage.add(addition, by: .init())
            try await world.engine.workflows.result(of: job.id)
        }
        let bricks = try #require(world.context.inventory.replicaSets.sortedByName.first).bricks
        for brick in bricks {
            let wanted = brick.hostID == world.hosts[1].id ? stripe : nil
            #expect(brick.stripe == wanted && world.cluster.stripe(of: brick.id) == wanted)
        }
    }
}
