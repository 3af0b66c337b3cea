import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct UpgradeWorkflowTests {
    /// A replica set on all hosts; the second host is on its way out of service, and finds a new kernel.
    @Sendable private static func prepare(_ world: World) async throws -> UpgradeHost {
        try await world.makeStorageDomain()
        try await world.observe()
        world.cluster.setPending([.kernel], at: World.addresses[1])
        let host = world.hosts[1]
        try await world.context.store.change { inventory in
            try inventory.hosts.update(host.id) { host in
                host.status = .preparingForMaintenance
                host.upgrade = .comesBack
            }
        }
        return UpgradeHost(host: host)
    }

    @Test func upgradeHost() async throws {
        try await WorkflowHarness<UpgradeHost>(
            prepare: Self.prepare,
            expectDone: { world, workflow in
                let host = world.context.inventory.hosts[workflow.host.id]
                #expect(host?.status == .up && host?.upgrade == nil)
                #expect(world.cluster.isGlusterRunning(on: World.addresses[1]))
                #expect(world.cluster.boots(of: World.addresses[1]) == 1)
                let told = world.context.inventory.events.count { $0.code == EventCode.hostUpgraded.rawValue }
                #expect(told == 1)
            },
            expectUndone: { world, workflow in
                let host = world.context.inventory.hosts[workflow.host.id]
                #expect(host?.status == (host?.upgrade == .comesBack ? .maintenance : .up))
            },
            beginsOthers: true
        ).runAll()
    }
}
