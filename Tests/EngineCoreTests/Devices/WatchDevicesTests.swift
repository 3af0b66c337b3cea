import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import Logging
import MortarModel
import MortarStore
import Testing

@Suite struct WatchDevicesTests {
    private let day: TimeInterval = 86_400

    @Test func writesNothingWhileNothingChanges() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        world.measure("/dev/sdb") { $0.wear = 3 }
        try await world.watcher.look()
        let before = try await world.world.documents.load().map(\.revision).max()
        #expect(world.inventory.deviceRecords.count == 3)
        for _ in 0..<20 {
            world.pass(600)
            world.measure("/dev/sdb") { ($0.wear, $0.temperature) = (3, Int.random(in: 20...50)) }
            try await world.watcher.look()
        }
        #expect(try await world.world.documents.load().map(\.revision).max() == before)
        #expect(world.told.isEmpty)
    }

    @Test func keepsOneSampleADay() async throws {
        let world = try await DeviceWorld()
        for _ in 0..<40 {
            world.pass(day)
            world.measure("/dev/sdb") { $0.wear = 3 }
            try await world.watcher.look()
        }
        let history = world.inventory.deviceRecords.first { $0.path == "/dev/sdb" }?.history
        #expect(history?.count == 31)
    }

    @Test func tellsEachChangeOnceAndNotAgainAfterARestart() async throws {
        let world = try await DeviceWorld()
        world.measure("/dev/sdb") { $0.wear = 92 }
        for _ in 0..<3 { try await world.watcher.look() }
        #expect(world.told == ["warning: The device /dev/sdb of h1 is worn: Of its rated life 92 % are used up."])
        let store = try await InventoryStore(world.world.documents)
        let observation = world.inventory.observations.hosts[world.host]
        store.observe { $0.hosts[world.host] = observation }
        let context = EngineContext(store: store, connect: { _ in throw Failure(.hostUnreachable, "") })
        try await WatchDevices(context, logger: .init(label: "test")).look()
        #expect(store.inventory.events.count { $0.code == 20_030 } == 1)
    }

    @Test func tellsWhenADeviceGetsWorseAndBetter() async throws {
        let world = try await DeviceWorld()
        world.measure("/dev/sdb") { $0.pendingSectors = 0 }
        try await world.watcher.look()
        world.pass(10)
        world.measure("/dev/sdb") { $0.pendingSectors = 4 }
        try await world.watcher.look()
        world.pass(2 * day)
        world.measure("/dev/sdb") { $0.pendingSectors = 0 }
        try await world.watcher.look()
        #expect(world.told.map { $0.prefix(7) } == ["error: ", "normal:"])
        #expect(world.view("/dev/sdb")?.health.verdict == .healthy)
    }

    @Test func aDiskIsToldOnceHoweverManyPartitionsItHas() async throws {
        let world = try await DeviceWorld()
        for path in ["/dev/sdb", "/dev/sdc"] { world.measure(path) { $0.wear = 95 } }
        world.device("/dev/sdc") { ($0.path, $0.kind) = ("/dev/sdb1", "part") }
        try await world.watcher.look()
        #expect(world.told.count == 1)
        #expect(world.view("/dev/sdb1")?.health.verdict == .worn)
    }

    // MARK: Missing

    private func pull(_ path: String, _ world: DeviceWorld) {
        world.change { facts, _ in
            facts.devices.removeAll { $0.path == path }
            facts.bricks.removeAll { _ in path == "/dev/sdb" }
        }
    }

    @Test func aBricksDeviceThatStaysAwayIsMissing() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        try await world.watcher.look()
        pull("/dev/sdb", world)
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .brick && world.view("/dev/sdb")?.absence != nil)
        world.pass(31)
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .missing)
        #expect(world.told == ["error: The device /dev/sdb of h1, which carries a brick of data-1, is missing."])
        try await world.observe()
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .brick)
        #expect(
            world.told.last == "normal: The device /dev/sdb of h1, which carries a brick of data-1, is there again.")
        #expect(world.inventory.observations.absences.isEmpty)
    }

    @Test func aDeviceThatWasNotSeenOnceIsNotMissing() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        pull("/dev/sdb", world)
        try await world.watcher.look()
        world.pass(20)
        try await world.observe()
        try await world.watcher.look()
        world.pass(60)
        try await world.watcher.look()
        #expect(world.told.isEmpty && world.view("/dev/sdb")?.state == .brick)
    }

    @Test func aBrickThatStaysUnmountedHasFailed() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        world.change { facts, _ in facts.bricks[0].isMounted = false }
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .brick)
        world.pass(31)
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .failed)
        #expect(world.told.first?.contains("is failed: Its brick is not mounted.") == true, "\(world.told)")
        world.change { facts, _ in facts.bricks[0].isMounted = true }
        try await world.watcher.look()
        #expect(world.view("/dev/sdb")?.state == .brick)
        #expect(world.told.last?.hasPrefix("normal: ") == true)
    }

    @Test func aDeviceThatIsReservedForABrickIsNotMissed() async throws {
        let world = try await DeviceWorld()
        let domain = world.world.newStorageDomain()
        try await world.context.store.change { inventory in
            inventory.storageDomains.insert(domain.domain)
            for set in domain.sets { inventory.replicaSets.insert(set) }
        }
        #expect(world.inventory.deviceViews(of: world.host).map(\.state) == [.blank, .blank])
    }

    @Test func aSpareThatCannotBeReadHasFailedAndIsASpareStill() async throws {
        let world = try await DeviceWorld()
        let id = try #require(world.view("/dev/sdc")?.id)
        _ = try await world.world.engine.devices.setSpare(true, id)
        world.device("/dev/sdc") { ($0.use, $0.size) = (.occupied("cannot be read: Input/output error"), .zero) }
        try await world.watcher.look()
        #expect(world.view("/dev/sdc")?.state == .inUse)
        world.pass(31)
        try await world.watcher.look()
        #expect(world.view("/dev/sdc")?.state == .failed)
        #expect(world.told.last?.hasSuffix("a spare, is failed: It cannot be read: Input/output error.") == true)
        world.device("/dev/sdc") { ($0.use, $0.size) = (.blank, .gibibytes(8)) }
        try await world.watcher.look()
        #expect(world.view("/dev/sdc")?.state == .spare)
        #expect(world.told.last == "normal: The device /dev/sdc of h1, a spare, is as it should be again.")
    }

    @Test func aSpareThatBecomesABrickIsNoSpareAnyMore() async throws {
        let world = try await DeviceWorld()
        let id = try #require(world.view("/dev/sdb")?.id)
        _ = try await world.world.engine.devices.setSpare(true, id)
        try await world.world.makeStorageDomain()
        try await world.observe()
        try await world.watcher.look()
        #expect(world.inventory.deviceRecords[id]?.isSpare == false)
    }

    @Test func aBlankDiskInTheSlotOfALostOneIsFree() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        try await world.watcher.look()
        world.device("/dev/sdb") { ($0.use, $0.serial, $0.stablePath) = (.blank, "new", "/dev/disk/by-id/ata-new") }
        world.pass(0)
        try await world.watcher.look()
        world.pass(31)
        try await world.watcher.look()
        let views = world.inventory.deviceViews(of: world.host).filter { $0.facts.path == "/dev/sdb" }
        #expect(Set(views.map(\.state)) == [.blank, .missing])
        #expect(views.first { $0.isFree }?.detail == "The brick of data-1 was here.")
    }

    @Test func forgetsTheDevicesOfAHostThatIsGone() async throws {
        let world = try await DeviceWorld()
        world.measure("/dev/sdb") { $0.wear = 3 }
        try await world.watcher.look()
        try await world.context.store.change { [host = world.host] in $0.hosts[host] = nil }
        try await world.watcher.look()
        #expect(world.inventory.deviceRecords.count == 0)
    }

    @Test func anEngineThatHasSeenNothingYetShowsWhatIsWrittenDown() async throws {
        let world = try await DeviceWorld()
        try await world.world.makeStorageDomain()
        try await world.observe()
        world.measure("/dev/sdc") { $0.wear = 95 }
        try await world.watcher.look()
        let store = try await InventoryStore(world.world.documents)
        let views = store.inventory.deviceViews(of: world.host)
        #expect(views.map(\.state) == [.brick, .inUse])
        #expect(views.allSatisfy { !$0.isCurrent } && views.last?.health.verdict == .worn)
    }
}
