import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct MaintenanceWorkflowTests {
    /// A replica set on all hosts; the second host is on its way into maintenance.
    @Sendable private static func prepareDeactivation(_ world: World) async throws -> DeactivateHost {
        try await world.makeStorageDomain()
        try await world.observe()
        let host = world.hosts[1]
        try await world.context.store.change { try $0.hosts.update(host.id) { $0.status = .preparingForMaintenance } }
        return DeactivateHost(host: host, reason: "new memory")
    }

    @Test func deactivateHost() async throws {
        try await WorkflowHarness<DeactivateHost>(
            prepare: Self.prepareDeactivation,
            expectDone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.host.id]?.status == .maintenance)
                #expect(world.isStorageRunning == [true, false, true])
                let event = world.context.inventory.events.first { $0.code == EventCode.hostInMaintenance.rawValue }
                #expect(event?.description.contains("new memory") == true)
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.host.id]?.status == .up)
                #expect(world.isStorageRunning == [true, true, true])
            },
            pointOfNoReturn: 2
        ).runAll()
    }

    @Test func activateHost() async throws {
        try await WorkflowHarness<ActivateHost>(
            prepare: { world in
                try await world.carry(try await Self.prepareDeactivation(world))
                return ActivateHost(host: world.hosts[1])
            },
            expectDone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.host.id]?.status == .up)
                #expect(world.isStorageRunning == [true, true, true])
            },
            expectUndone: { world, workflow in
                let status = world.context.inventory.hosts[workflow.host.id]?.status
                #expect(status == .maintenance || status == .up)
            }
        ).runAll()
    }

    @Test func anActivationWaitsForTheHeal() async throws {
        let world = try await World()
        try await world.carry(try await Self.prepareDeactivation(world))
        world.cluster.setStale("data-1", place: 1, entries: 7)
        async let activation = world.carry(ActivateHost(host: world.hosts[1]))
        let obstacle = try await world.context.store.first { $0.observations.waits.values.first }
        #expect(obstacle == "the heal of 7 entries")
        #expect(world.context.inventory.hosts[world.hosts[1].id]?.status == .up)
        world.cluster.setStale("data-1", place: 1, entries: 0)
        #expect(try await activation.phase == .finished)
        #expect(world.context.inventory.observations.waits.isEmpty)
    }
}

extension World {
    /// By host.
    fileprivate var isStorageRunning: [Bool] { Self.addresses.map(cluster.isGlusterRunning(on:)) }
}
