import AgentAPI
import EngineCore
import MortarModel
import Testing
import Workflow

@Suite struct DeviceServiceTests {
    private func refusal(_ body: () async throws -> some Any) async -> Failure? {
        await #expect(throws: Failure.self) { _ = try await body() }
    }

    @Test func aBlankDeviceBecomesASpareAndIsGivenFree() async throws {
        let world = try await DeviceWorld()
        let id = try #require(world.view("/dev/sdc")?.id)
        let devices = world.world.engine.devices
        #expect(try await devices.setSpare(true, id).state == .spare)
        #expect(try await devices.setSpare(true, id).state == .spare)
        #expect(try await devices.setSpare(false, id).state == .blank)
        #expect(world.told.map { $0.contains("no spare any more") } == [false, true])
    }

    @Test func onlyBlankDevicesBecomeSpares() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        let devices = world.world.engine.devices
        let brick = try #require(world.view("/dev/sdb")?.id)
        #expect(
            await refusal { try await devices.setSpare(true, brick) }?.message.contains("a brick of data-1") == true)
        let other = try #require(world.view("/dev/sdc")?.id)
        world.device("/dev/sdc") { $0.use = .occupied("has a signature of ext4") }
        let refused = await refusal { try await devices.setSpare(true, other) }
        #expect(refused?.cause == "has a signature of ext4" && refused?.correction?.contains("--wipe") == true)
        world.device("/dev/sdc") { $0.use = .blank }
        world.measure("/dev/sdc") { $0.passed = false }
        #expect(await refusal { try await devices.setSpare(true, other) }?.cause == "It predicts its own failure.")
        #expect(
            await refusal { try await devices.setSpare(true, DeviceID(host: world.host, mark: "x")) }?.code == .notFound
        )
    }

    @Test func whatTheHostLivesOnIsNeverProvisioned() async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .occupied("has 2 partitions, mounted on /") }
        let id = try #require(world.view("/dev/sdb")?.id)
        let failure = await refusal { try await world.world.engine.devices.provision(id, wipe: true, by: .init()) }
        #expect(failure?.message == "The host lives on the device /dev/sdb of h1.")
    }

    @Test func aForeignBrickIsReleasedOnlyWhenItIsNamedToBeWiped() async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .brick(BrickID()) }
        let devices = world.world.engine.devices
        let id = try #require(world.view("/dev/sdb")?.id)
        #expect(await refusal { try await devices.release(id, wipe: false, by: .init()) }?.code == .conflict)
        _ = try await devices.release(id, wipe: true, by: .init())
        let blank = try #require(world.view("/dev/sdc")?.id)
        #expect(await refusal { try await devices.release(blank, wipe: true, by: .init()) }?.code == .conflict)
    }

    @Test func askingAgainGoesOnWithTheSameJob() async throws {
        let world = try await DeviceWorld()
        let id = try #require(world.view("/dev/sdc")?.id)
        let first = try await world.world.engine.devices.provision(id, wipe: false, by: .init())
        #expect(try await world.world.engine.devices.provision(id, wipe: false, by: .init()).id == first.id)
    }

    @Test func newStorageDomainsTakeNeitherSparesNorFailingDevices() async throws {
        let world = try await DeviceWorld()
        let spare = try #require(world.view("/dev/sdc")?.id)
        _ = try await world.world.engine.devices.setSpare(true, spare)
        let center = world.inventory.dataCenters.sortedByName[0].id
        let (domain, _) = try await world.world.engine.storage.add(
            .init(name: "data", dataCenter: center, redundancy: .threeCopies, devices: nil), by: .init())
        let record = try #require(world.inventory.workflows.first { $0.workflowKind == "create-storage-domain" })
        #expect(domain.name == "data" && !String(decoding: record.state, as: UTF8.self).contains("SIM_10.0.0.1-1"))
        #expect(String(decoding: record.state, as: UTF8.self).contains("SIM_10.0.0.1-0"))
    }
}
