import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

@Suite struct DeviceWorkflowTests {
    @Test func provisionDevice() async throws {
        try await WorkflowHarness<ProvisionDevice>(
            prepare: { world in
                world.cluster.occupy("/dev/sdb", of: World.addresses[0])
                try await world.observeFirstHost()
                return try world.provisioning("/dev/sdb", wipe: true)
            },
            expectDone: { world, _ in
                let view = try #require(world.view("/dev/sdb"))
                #expect(view.state == .spare && view.isFree)
                #expect(world.cluster.devices(of: World.addresses[0]).allSatisfy { $0.use == .blank })
                #expect(world.context.inventory.events.count { $0.code == 20_036 } == 1)
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0
        ).runAll()
    }

    @Test func releaseDevice() async throws {
        try await WorkflowHarness<ReleaseDevice>(
            prepare: { world in
                let brick = BrickID()
                let agent = world.cluster.agent(address: World.addresses[0])
                _ = try await agent.makeBrick(BrickRequest(id: brick, device: "/dev/sdb"))
                try await world.observeFirstHost()
                let view = try #require(world.view("/dev/sdb"))
                #expect(view.state == .foreign)
                return ReleaseDevice(device: view.id, path: "/dev/sdb", hostName: "h1", brick: brick)
            },
            expectDone: { world, _ in
                #expect(world.view("/dev/sdb")?.state == .blank)
                #expect(world.cluster.devices(of: World.addresses[0])[0].use == .blank)
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0
        ).runAll()
    }

    @Test func aDeviceThatIsMountedIsNotWiped() async throws {
        let world = try await World()
        world.cluster.occupy("/dev/sdb", of: World.addresses[0], by: "mounted on /srv")
        try await world.observeFirstHost()
        let failure = try await world.failure(of: world.provisioning("/dev/sdb", wipe: true))
        #expect(failure?.code == .conflict)
        #expect(world.cluster.devices(of: World.addresses[0])[0].use == .occupied("mounted on /srv"))
        #expect(world.view("/dev/sdb")?.isSpare == false)
    }

    @Test func aBrickThatWasMadeMeanwhileIsNotWiped() async throws {
        let world = try await World()
        world.cluster.occupy("/dev/sdb", of: World.addresses[0])
        try await world.observeFirstHost()
        let workflow = try world.provisioning("/dev/sdb", wipe: true)
        var domain = world.newStorageDomain()
        domain.wipe = [HostDevice(hostID: world.hosts[0].id, device: "/dev/sdb")]
        try await world.carry(domain)
        let failure = try await world.failure(of: workflow)
        #expect(failure?.message.contains("carries a brick of data-1") == true, "\(String(describing: failure))")
        #expect(!world.cluster.calls.contains { $0.hasPrefix("wipeDevice") })
    }

    @Test func aDeviceThatIsNotBlankIsNoSpareWithoutWiping() async throws {
        let world = try await World()
        let workflow = try world.provisioning("/dev/sdb", wipe: false)
        world.cluster.occupy("/dev/sdb", of: World.addresses[0])
        #expect(try await world.failure(of: workflow)?.code == .conflict)
        #expect(world.view("/dev/sdb")?.isSpare == false)
    }
}

extension World {
    fileprivate func view(_ path: String) -> DeviceView? {
        context.inventory.deviceViews(of: hosts[0].id).first { $0.facts.path == path }
    }

    fileprivate func observeFirstHost() async throws {
        let facts = try await cluster.agent(address: hosts[0].address).facts()
        context.store.observe { $0.hosts[hosts[0].id] = HostObservation(facts: facts, lastHeard: Date()) }
    }

    fileprivate func provisioning(_ path: String, wipe: Bool) throws -> ProvisionDevice {
        ProvisionDevice(device: try #require(view(path)).id, path: path, hostName: hosts[0].name, wipe: wipe)
    }

    fileprivate func failure(of workflow: some EngineWorkflow) async throws -> Failure? {
        if case .failed(let failure, _) = try await carry(workflow).phase { failure } else { nil }
    }
}
