import AgentAPI
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import EngineCore

@Suite struct ClosedDiskTests {
    /// A running VM whose host tells that QEMU has closed a disk of it.
    private func cutVM(_ world: World) async throws -> VM {
        let vm = try await world.runVM()
        try await tell(world)
        return try world.context.inventory.vms.required(vm.id)
    }

    private func tell(_ world: World) async throws {
        let host = world.hosts[1]
        var told = world.cluster.vms(on: host.address)
        try #require(told.count == 1)
        told[0].hasClosedDisk = true
        let (list, time) = (told, world.context.now())
        try await world.context.store.change { $0.take(list, on: host.id, asked: time, at: time) }
        #expect(!world.context.inventory.wouldChange(list, on: host.id, asked: time))
    }

    private func events(_ world: World) -> Int {
        world.eventCodes.count { $0 == EventCode.vmDiskClosed.rawValue }
    }

    @Test func isToldOnce() async throws {
        let world = try await World()
        let vm = try await cutVM(world)
        #expect(vm.hasClosedDisk == true && vm.status == .up)
        try await tell(world)
        #expect(events(world) == 1)
    }

    /// Its QEMU cannot be asked for what a migration needs.
    @Test func isNotMigrated() async throws {
        let world = try await World()
        let vm = try await cutVM(world)
        let failure = await #expect(throws: Failure.self) {
            _ = try await world.engine.vms.migrate(vm.id, to: nil, by: .init())
        }
        #expect(failure?.code == .conflict)
        #expect(failure?.correction == "“mortar vm stop \(vm.name)” and “start” open it again.")
    }

    @Test func isForgottenWhenTheVMIsDown() async throws {
        let world = try await World()
        let vm = try await cutVM(world)
        try await world.context.store.change { $0.vms[vm.id]?.enter(.down, at: world.context.now()) }
        #expect(world.context.inventory.vms[vm.id]?.hasClosedDisk == nil)
    }
}
