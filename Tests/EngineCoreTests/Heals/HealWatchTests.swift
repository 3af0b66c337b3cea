import EngineCore
import Foundation
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Synchronization
import Testing

/// A clock that a test sets.
private final class Clock: Sendable {
    let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

@Suite struct HealWatchTests {
    @Test func tellsOnceThatAHealStandsStillAndOnceThatItMovesAgain() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        let clock = Clock()
        let cluster = world.cluster
        let context = EngineContext(
            store: world.context.store, connect: { cluster.agent(address: $0.address) },
            now: { clock.time.withLock { $0 } })
        let watch = WatchVolumes(context, logger: Logger(label: "test"))
        for pending in [7, 7, 7, 7, 6, 6, 0] {
            world.cluster.setHeals("data-1", pending: pending)
            try await watch.look()
            clock.advance(300)
        }
        func events(_ code: EventCode) -> [String] {
            context.inventory.events.filter { $0.code == code.rawValue }.map(\.description)
        }
        #expect(
            events(.healStalled) == ["Replica set data-1 has 7 entries to heal, and not one less since 10 minutes."])
        #expect(events(.healResumed) == ["The heal of replica set data-1 moves again: 6 entries wait."])
        #expect(context.inventory.observations.volumes["data-1"]?.progress.samples.count == 7)
    }
}
