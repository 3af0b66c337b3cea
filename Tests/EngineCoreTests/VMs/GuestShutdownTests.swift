import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import EngineCore

@Suite struct GuestShutdownTests {
    /// What becomes of a VM that still runs so many seconds after its guest was asked to shut down.
    private func statusOfRunningVM(after seconds: Double, _ world: World) async throws -> VMStatus? {
        let (vm, host, asked) = (try await world.runVM(), world.hosts[1], world.context.now())
        let list = world.cluster.vms(on: host.address)
        try #require(list.map(\.state) == [.running])
        try await world.context.store.change { $0.vms[vm.id]?.enter(.poweringDown, at: asked) }
        let time = asked.addingTimeInterval(seconds)
        let hasNews = world.context.inventory.wouldChange(list, on: host.id, asked: time)
        try await world.context.store.change { $0.take(list, on: host.id, asked: time, at: time) }
        let status = world.context.inventory.vms[vm.id]?.status
        #expect(hasNews == (status != .poweringDown))
        return status
    }

    @Test func isAwaited() async throws {
        let world = try await World()
        #expect(try await statusOfRunningVM(after: 299, world) == .poweringDown)
        #expect(!world.eventCodes.contains(EventCode.vmShutdownFailed.rawValue))
    }

    /// Whatever waits for VMs that are up, as maintenance does, goes on.
    @Test func hasFailedAfterFiveMinutes() async throws {
        let world = try await World()
        #expect(try await statusOfRunningVM(after: 301, world) == .up)
        #expect(world.eventCodes.count { $0 == EventCode.vmShutdownFailed.rawValue } == 1)
    }
}
