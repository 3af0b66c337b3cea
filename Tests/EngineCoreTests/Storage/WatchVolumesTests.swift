import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing

import struct Foundation.Date

@Suite struct WatchVolumesTests {
    private func events(_ world: World, _ code: EventCode) -> [String] {
        world.context.inventory.events.filter { $0.code == code.rawValue }.map(\.description)
    }

    @Test func tellsOfABrickThatGoesAndComes() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let watch = WatchVolumes(world.context, logger: Logger(label: "test"))
        try await watch.look()
        #expect(events(world, .brickDown).isEmpty)

        world.cluster.setPower(false, address: "10.0.0.3")
        world.context.store.observe { $0.changed = Date() }
        try await watch.look()
        #expect(events(world, .brickDown).map { $0.hasPrefix("The brick 10.0.0.3:") } == [true])

        world.cluster.setPower(true, address: "10.0.0.3")
        world.context.store.observe { $0.changed = Date() }
        try await watch.look()
        #expect(events(world, .brickUp).count == 1)
    }

    @Test func tellsThatAllIsHealedAlsoWhenABrickWasGoneMeanwhile() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let watch = WatchVolumes(world.context, logger: Logger(label: "test"))
        world.cluster.setHeals("data-1", pending: 2)
        try await watch.look()
        #expect(events(world, .healNeeded) == ["Replica set data-1 has 2 entries to heal."])
        for isOn in [false, true] {
            world.cluster.setPower(isOn, address: "10.0.0.3")
            if isOn { world.cluster.setHeals("data-1", pending: 0) }
            world.context.store.observe { $0.changed = Date() }
            try await watch.look()
        }
        #expect(events(world, .healDone) == ["Replica set data-1 is healed."])
        #expect(events(world, .healNeeded).count == 1)
    }

    @Test func doesNotAskAllTheTimeForHealsThatCannotBeTold() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let watch = WatchVolumes(world.context, logger: Logger(label: "test"))
        world.cluster.failNext("healSummary")
        try await watch.look()
        try await watch.look()
        #expect(!world.cluster.calls.contains("healSummary 10.0.0.1"))
        #expect(world.context.inventory.observations.volumes["data-1"]?.heal == nil)
    }

    @Test func asksNothingOfHostsWhileAllIsWellAndWasSeen() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let watch = WatchVolumes(world.context, logger: Logger(label: "test"))
        try await watch.look()
        let calls = world.cluster.calls
        #expect(calls.contains("volumes 10.0.0.1") && calls.contains("healSummary 10.0.0.1"))
        try await watch.look()
        #expect(world.cluster.calls == calls)
    }

    @Test func tellsWhatCannotBeHealedApartFromWhatWaits() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let watch = WatchVolumes(world.context, logger: Logger(label: "test"))
        for heal in [(2, 0), (2, 1), (0, 0)] {
            world.cluster.setHeals("data-1", pending: heal.0, splitBrain: heal.1)
            world.context.store.observe { $0.volumes["data-1"]?.healObserved = .distantPast }
            try await watch.look()
        }
        let texts = events(world, .healNeeded)
        #expect(texts.count == 2)
        #expect(texts.count { $0.contains("1 of them in split-brain") } == 1)
        #expect(events(world, .healDone).count == 1)
    }
}
