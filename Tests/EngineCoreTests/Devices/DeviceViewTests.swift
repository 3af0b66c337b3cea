import AgentAPI
import EngineCore
import Foundation
import MortarModel
import Testing

@Suite struct DeviceViewTests {
    @Test func tellsBlankBricksAndWhatOccupies() async throws {
        let world = try await DeviceWorld()
        let made = try await world.world.makeStorageDomain()
        try await world.observe()
        world.device("/dev/sdc") { $0.use = .occupied("has a signature of ext4") }
        let brick = try #require(world.view("/dev/sdb"))
        #expect(brick.state == .brick && brick.replicaSet?.name == "data-1" && brick.isCurrent)
        #expect(brick.brick?.id == made.sets[0].bricks[0].id)
        #expect(world.view("/dev/sdc")?.state == .inUse)
        #expect(world.view("/dev/sdc")?.detail == "has a signature of ext4")
        world.device("/dev/sdc") { $0.use = .blank }
        #expect(world.view("/dev/sdc")?.isFree == true)
    }

    @Test(arguments: ["mounted on /", "mounted on /boot/efi", "swap in use", "has 2 partitions, mounted on /"])
    func whatTheHostLivesOnIsSystem(text: String) async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .occupied(text) }
        #expect(world.view("/dev/sdb")?.state == .system)
    }

    @Test(arguments: ["mounted on /srv", "used by /dev/md0 (raid1)", "swap space"])
    func whatElseIsMountedIsInUse(text: String) async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .occupied(text) }
        #expect(world.view("/dev/sdb")?.state == .inUse)
    }

    @Test func aDiskWithASystemPartitionIsSystem() async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .occupied("has 3 partitions, mounted on /data") }
        world.device("/dev/sdc") { device in
            (device.path, device.stablePath, device.kind) = ("/dev/sdb2", "/dev/disk/by-id/ata-SIM-part2", "part")
            device.use = .occupied("mounted on /")
        }
        #expect(world.view("/dev/sdb")?.state == .system)
    }

    @Test func aBrickThatNoReplicaSetKnowsIsForeign() async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { $0.use = .brick(BrickID()) }
        #expect(world.view("/dev/sdb")?.state == .foreign)
    }

    @Test func aBadDeviceIsFailingWhateverItServesAs() async throws {
        let world = try await DeviceWorld()
        world.measure("/dev/sdb") { $0.passed = false }
        #expect(world.view("/dev/sdb")?.state == .failing)
        #expect(world.view("/dev/sdb")?.use == .blank)
        #expect(world.view("/dev/sdb")?.isFree == false)
    }

    @Test func aBrickWhoseFileSystemHasShutDownHasFailedAtOnce() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        world.change { facts, _ in facts.bricks[0].failure = "Input/output error" }
        let view = try #require(world.view("/dev/sdb"))
        #expect(view.state == .failed && view.health.verdict == .failed)
        #expect(view.health.reasons.first?.contains("Input/output error") == true)
    }

    @Test func whatAHostThatDoesNotAnswerHadIsShownAsLastSeen() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        try await world.context.store.change { [host = world.host] in $0.hosts[host]?.status = .nonResponsive }
        world.change { facts, _ in facts.devices = facts.devices.filter { $0.path != "/dev/sdb" } }
        let views = world.inventory.deviceViews(of: world.host)
        #expect(views.allSatisfy { !$0.isCurrent && $0.absence == nil && $0.state != .missing })
        #expect(views.contains { $0.brick != nil })
    }

    // MARK: Identity

    @Test func devicesOfTheSameSerialAreToldApartByTheirPaths() async throws {
        let world = try await DeviceWorld()
        for path in ["/dev/sdb", "/dev/sdc"] { world.device(path) { $0.serial = "0" } }
        let ids = world.inventory.deviceViews(of: world.host).map(\.id.mark)
        #expect(ids == ["ata-SIM_10.0.0.1-0", "ata-SIM_10.0.0.1-1"])
    }

    @Test func aWorldWideNameComesBeforeTheSerial() async throws {
        let world = try await DeviceWorld()
        world.device("/dev/sdb") { ($0.wwn, $0.serial) = ("eui.0025/38", "S 1") }
        #expect(world.view("/dev/sdb")?.id.mark == "eui.0025_38")
        #expect(world.view("/dev/sdb")?.id.host == world.host)
    }

    @Test func aDeviceThatTellsMoreOfItselfIsKnownAgain() async throws {
        let world = try await DeviceWorld()
        world.measure("/dev/sdb") { $0.wear = 1 }
        try await world.watcher.look()
        let before = try #require(world.view("/dev/sdb")?.id)
        world.device("/dev/sdb") { $0.wwn = "0x5000c500a1b2c3d4" }
        #expect(world.view("/dev/sdb")?.id == before)
    }
}
