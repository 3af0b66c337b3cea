import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

/// How fast heals were, which plans are estimated by.
@Suite struct HealRateTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    @Test func countsWhatWasCopiedByTheTimeItTook() throws {
        let rate = try #require(HealRate(copied: .gibibytes(1), from: start, to: start + 16))
        #expect(rate.bytes == .mebibytes(64) && rate.measured == start + 16)
        #expect(rate.seconds(for: .mebibytes(65)) == 2 && rate.seconds(for: .zero) == 0)
    }

    @Test func tooLittleTellsNothing() {
        #expect(HealRate(copied: .mebibytes(1), from: start, to: start + 16) == nil)
        #expect(HealRate(copied: .gibibytes(1), from: start, to: start) == nil)
    }

    @Test func aHealThatIsOverIsRemembered() {
        var progress = HealProgress()
        for (second, pending) in [(0.0, 40), (10, 20), (20, 0), (30, 0)] {
            let brick = HealSummary.Brick(
                brick: VolumeBrick(host: "h1", directory: "/b"), isConnected: true, pending: pending, splitBrain: 0)
            progress.add(HealSummary(bricks: [brick]), at: start + second)
        }
        progress.interrupt()
        #expect(progress.rate == nil)
        #expect(progress.measured?.rate == 2 && progress.measured?.time == start + 20)
    }

    /// Of two sets of a domain the one that was measured last counts.
    @Test func theNewestRateOfADomainCounts() async throws {
        let (world, set) = try await World.withReplicaSet()
        #expect(world.context.inventory.healRate(of: set.storageDomainID) == nil)
        let (old, new) = (
            HealRate(bytes: .mebibytes(10), measured: start), HealRate(bytes: .mebibytes(20), measured: start + 60)
        )
        try await world.context.store.change { inventory in
            try inventory.replicaSets.update(set.id) { $0.healRate = new }
            var other = set
            (other.id, other.name, other.healRate) = (ReplicaSetID(), "data-2", old)
            inventory.replicaSets.insert(other)
        }
        #expect(world.context.inventory.healRate(of: set.storageDomainID) == new)
    }

    /// What is on the new brick when it is complete, over the time that took.
    @Test func aReplacementMeasures() async throws {
        let (world, set) = try await World.withReplicaSet()
        let new = Brick(
            hostID: set.bricks[0].hostID, device: world.freeDevice(of: world.hosts[0]).device, size: .gibibytes(8))
        try await world.running {
            let job = try await world.context.begin(
                ReplaceBrick(set: set, old: set.bricks[0], new: new), by: RequestOrigin())
            try await world.context.result(of: job.id)
        }
        // The simulated brick is empty: there was nothing to measure.
        #expect(world.context.inventory.replicaSets[set.id]?.healRate == nil)
        world.cluster.fill(new.id, of: world.hosts[0].address, .gibibytes(4))
        var workflow = ReplaceBrick(set: set, old: set.bricks[0], new: new)
        workflow.filling = Date(timeIntervalSinceNow: -64)
        try await world.context.store.change {
            $0.replicaSets[set.id]?.work = BrickWork(brick: set.bricks[0].id, doing: .replacement(new))
        }
        try await world.observe()
        try await ReplaceBrick.steps[5].action(&workflow, world.context)
        let rate = try #require(world.context.inventory.replicaSets[set.id]?.healRate)
        #expect(rate.bytes > .mebibytes(60) && rate.bytes <= .mebibytes(64))
    }
}
