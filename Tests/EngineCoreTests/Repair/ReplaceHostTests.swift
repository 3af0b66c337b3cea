import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

@Suite struct ReplaceHostTests {
    /// The third host has lost its power and all that was on it.
    private static func lose(_ world: World) async throws -> Host {
        try await world.makeStorageDomain()
        try await world.observe()
        world.cluster.setPower(false, address: World.addresses[2])
        let id = world.hosts[2].id
        try await world.context.store.change { inventory in
            try inventory.hosts.update(id) { host in
                host.status = .nonResponsive
                host.absentSince = Date()
            }
        }
        return try world.context.inventory.hosts.required(id)
    }

    /// A fourth host that is a member and carries nothing.
    private static func addFourth(_ world: World) async throws -> Host {
        let host = Host(
            name: "h4", clusterID: world.hosts[0].clusterID, address: "10.0.0.4", storageAddress: "10.0.0.4",
            isPoolMember: true, status: .up, agentKeyFingerprint: "key-4")
        world.cluster.addHost(address: host.address)
        try await world.context.store.change { $0.hosts.insert(host) }
        try await world.cluster.agent(address: host.address).startGluster()
        try await world.cluster.agent(address: World.addresses[0]).addPeer(host.address)
        let facts = try await world.cluster.agent(address: host.address).facts()
        world.context.store.observe { $0.hosts[host.id] = HostObservation(facts: facts, lastHeard: Date()) }
        return host
    }

    @Test func replaceHostByAnother() async throws {
        try await WorkflowHarness<ReplaceHost>(
            prepare: { world in
                let lost = try await Self.lose(world)
                return ReplaceHost(lost: lost, successor: try await Self.addFourth(world).id)
            },
            expectDone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.lost.id] == nil)
                #expect(world.cluster.pool == ["10.0.0.1", "10.0.0.2", "10.0.0.4"])
                let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
                #expect(set.bricks[2].hostID == workflow.successor && set.work == nil)
                #expect(world.cluster.volumes[0].bricks[2].brick.host == "10.0.0.4")
            },
            expectUndone: { world, workflow in
                let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
                #expect(set.work == nil && set.bricks[2].hostID == workflow.lost.id)
                #expect(world.cluster.devices(of: "10.0.0.4").allSatisfy { $0.use == .blank })
            },
            pointOfNoReturn: 6
        ).runAll()
    }

    @Test func newHardwareTakesTheLostHostsPlace() async throws {
        let world = try await World()
        let lost = try await Self.lose(world)
        world.cluster.addHost(address: lost.address)
        let record = try await world.running {
            let added = try await world.engine.hosts.replace(
                lost.id, certificateRequest: "new", by: RequestOrigin())
            #expect(added.certificate == "certificate of h3")
            try await world.engine.workflows.result(of: added.job.id)
            _ = try await world.context.store.first { $0.hosts[lost.id]?.status == .up ? true : nil }
            return added
        }
        let inventory = world.context.inventory
        #expect(inventory.hosts[lost.id]?.agentKeyFingerprint == record.host.agentKeyFingerprint)
        #expect(inventory.hosts[lost.id]?.status == .up)
        let set = try #require(inventory.replicaSets.sortedByName.first)
        #expect(set.bricks[2].hostID == lost.id && set.work == nil)
        #expect(world.cluster.devices(of: lost.address).contains { $0.use == .brick(set.bricks[2].id) })
        #expect(inventory.events.contains { $0.code == EventCode.hostReplaced.rawValue })
    }

    /// Automatic repair would choose another device for the same brick.
    @Test func itsBricksAreLeftToTheReplacement() async throws {
        let world = try await World()
        let lost = try await Self.lose(world)
        let fourth = try await Self.addFourth(world)
        let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
        let new = Brick(hostID: fourth.id, device: "/dev/sdb", size: .gibibytes(8))
        let replacement = ReplaceBrick(set: set, old: set.bricks[2], new: new)
        let record = try WorkflowRecord(ReplaceHost(lost: lost, successor: lost.id), now: Date())
        try await world.context.store.change { $0.workflows.insert(record) }
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.repair.begin(replacement, because: nil, by: RequestOrigin())
        }
        #expect(failure?.message == "Host h3 is being replaced with all its bricks.")
        try await world.context.store.change { $0.workflows[record.id] = nil }
        _ = try await world.engine.repair.begin(replacement, because: nil, by: RequestOrigin())
    }

    /// Its VMs would be taken for ended, and started a second time.
    @Test func aHostThatComesBackIsNotForgotten() async throws {
        let world = try await World()
        let lost = try await Self.lose(world)
        var workflow = ReplaceHost(lost: lost, successor: try await Self.addFourth(world).id)
        for step in ReplaceHost.steps.dropLast() { try await step.action(&workflow, world.context) }
        world.cluster.setPower(true, address: lost.address)
        let failure = await #expect(throws: Failure.self) {
            try await ReplaceHost.steps.last?.action(&workflow, world.context)
        }
        #expect(failure?.message == "Host h3 is not lost any more; it is not forgotten.")
        #expect(failure?.cause == "Its storage service answers.")
        #expect(world.context.inventory.hosts[lost.id] != nil && world.cluster.pool.contains(lost.address))
    }

    /// It was in other work when devices were chosen, and that work has failed.
    @Test func aBrickThatIsLeftIsTold() async throws {
        let world = try await World()
        let lost = try await Self.lose(world)
        var workflow = ReplaceHost(lost: lost, successor: try await Self.addFourth(world).id)
        let failure = await #expect(throws: Failure.self) {
            try await ReplaceHost.steps.last?.action(&workflow, world.context)
        }
        #expect(failure?.message == "Host h3 still has bricks of data-1.")
    }

    @Test func aHostThatAnswersIsNotReplaced() async throws {
        let world = try await World()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.hosts.replace(world.hosts[2].id, certificateRequest: "new", by: RequestOrigin())
        }
        #expect(failure?.message.contains("not lost") == true)
        #expect(world.context.inventory.hosts[world.hosts[2].id]?.agentKeyFingerprint == "key-3")
    }

    @Test func aSuccessorWithTooFewDevicesIsRefusedAndNothingIsBegun() async throws {
        let world = try await World()
        let lost = try await Self.lose(world)
        let fourth = try await Self.addFourth(world)
        for path in ["/dev/sdb", "/dev/sdc"] { world.cluster.occupy(path, of: fourth.address) }
        let record = try await world.carry(ReplaceHost(lost: lost, successor: fourth.id))
        guard case .failed(let failure, let leftovers) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .noCapacity && leftovers.isEmpty)
        #expect(failure.message.contains("h4 has no blank device of at least 8 GiB"))
        #expect(world.context.inventory.replicaSets.allSatisfy { $0.work == nil })
    }
}
