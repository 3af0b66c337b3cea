import AgentAPI
import EngineCore
import Foundation
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct ClearLeftoversTests {
    /// An attempt that failed while nothing of it could be taken back.
    private func failedAttempt(_ world: World) async throws -> WorkflowRecord {
        world.cluster.failNext("mountVolume")
        world.cluster.failNext("deleteVolume", times: 3)
        let record = try await world.carry(world.newStorageDomain())
        try await world.context.store.change { $0.workflows.insert(record) }
        return record
    }

    private func leftovers(_ world: World, _ record: WorkflowRecord) -> [Failure]? {
        guard case .failed(_, let leftovers) = world.context.inventory.workflows[record.id]?.phase else { return nil }
        return leftovers
    }

    @Test func removesVolumeAndBricksOfAFailedAttempt() async throws {
        let world = try await World()
        let record = try await failedAttempt(world)
        #expect(leftovers(world, record)?.isEmpty == false && world.cluster.volumes.map(\.name) == ["data-1"])
        try await ClearLeftovers.clear(world.context)
        #expect(world.cluster.volumes.isEmpty)
        for address in World.addresses { #expect(world.cluster.devices(of: address).allSatisfy { $0.use == .blank }) }
        #expect(leftovers(world, record) == [])
        #expect(world.context.inventory.events.contains { $0.code == EventCode.leftoversRemoved.rawValue })
    }

    @Test func keepsWhatALaterAttemptMadeUnderTheSameName() async throws {
        let world = try await World()
        let record = try await failedAttempt(world)
        try await ClearLeftovers.clear(world.context)
        let made = try await world.makeStorageDomain()
        // As if the volume had been deleted by hand: the earlier attempt still counts as one that left something.
        try await world.context.store.change { $0.workflows.insert(record) }
        try await ClearLeftovers.clear(world.context)
        #expect(world.cluster.volumes.map(\.name) == ["data-1"])
        let used = World.addresses.map { world.cluster.devices(of: $0)[0].use }
        #expect(used == made.sets[0].bricks.map { .brick($0.id) })
    }

    @Test func isNotHeldUpByAHostThatWasRemoved() async throws {
        let world = try await World()
        let record = try await failedAttempt(world)
        world.cluster.setPower(false, address: World.addresses[2])
        try await world.context.store.change { $0.hosts[world.hosts[2].id] = nil }
        try await ClearLeftovers.clear(world.context)
        #expect(leftovers(world, record) == [] && world.cluster.volumes.isEmpty)
    }

    @Test func saysWhatPreventsItAndTriesAgain() async throws {
        let world = try await World()
        let record = try await failedAttempt(world)
        world.cluster.setPower(false, address: World.addresses[2])
        let failure = await #expect(throws: Failure.self) { try await ClearLeftovers.clear(world.context) }
        #expect(failure?.code == .hostUnreachable)
        #expect(leftovers(world, record)?.isEmpty == false)
        world.cluster.setPower(true, address: World.addresses[2])
        try await ClearLeftovers.clear(world.context)
        #expect(leftovers(world, record) == [])
    }
}
