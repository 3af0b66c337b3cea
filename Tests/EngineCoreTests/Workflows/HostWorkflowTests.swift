import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct HostWorkflowTests {
    @Test func addHost() async throws {
        let world = try await World(joined: false)
        for host in world.hosts {
            try await world.context.store.change { $0.hosts.insert(host) }
            var workflow = AddHost(host: host)
            for step in AddHost.steps {
                try await step.action(&workflow, world.context)
                try await step.action(&workflow, world.context)
            }
        }
        #expect(world.cluster.pool == Set(World.addresses))
        #expect(world.context.inventory.hosts.allSatisfy { $0.status == .up && $0.isPoolMember })
    }

    @Test func aHostThatCouldNotBeAddedIsShownAsSuch() async throws {
        let world = try await World(joined: false)
        try await world.context.store.change { $0.hosts.insert(world.hosts[0]) }
        world.cluster.failNext("startGluster")
        try await world.carry(AddHost(host: world.hosts[0]))
        #expect(world.context.inventory.hosts[world.hosts[0].id]?.status == .installFailed)
    }

    @Test func removeHost() async throws {
        try await WorkflowHarness<RemoveHost>(
            prepare: { world in
                let group = AffinityGroup(
                    name: "g", clusterID: world.hosts[2].clusterID, hosts: Set(world.hosts.map(\.id)))
                try await world.context.store.change { $0.affinityGroups.insert(group) }
                return RemoveHost(host: world.hosts[2])
            },
            expectDone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.host.id] == nil)
                #expect(world.cluster.pool == ["10.0.0.1", "10.0.0.2"])
                let group = world.context.inventory.affinityGroups.sortedByName.first
                #expect(group?.hosts == Set(world.hosts.prefix(2).map(\.id)))
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.hosts[workflow.host.id]?.isPoolMember == true)
            },
            pointOfNoReturn: 2
        ).runAll()
    }

    /// What was replaced there goes with it, or stays on a disk that is dead; the host goes in both cases.
    @Test(arguments: [false, true]) func aHostGoesWithoutItsReplacedBricks(isDead: Bool) async throws {
        let world = try await World()
        let host = world.hosts[2]
        let brick = Brick(hostID: host.id, device: world.freeDevice(of: host).device, size: .gibibytes(8))
        _ = try await world.context.agent(of: host.id).makeBrick(BrickRequest(id: brick.id, device: brick.device))
        try await world.context.store.change { inventory in
            inventory.retiredBricks.insert(
                RetiredBrick(brick: brick, replicaSetID: ReplicaSetID(), retired: world.context.now()))
        }
        if isDead { world.cluster.failNext("removeBrick") }
        try await world.carry(RemoveHost(host: host))
        #expect(world.context.inventory.hosts[host.id] == nil)
        #expect(world.cluster.devices(of: host.address).allSatisfy { $0.use == .blank } == !isDead)
        let told = world.context.inventory.events.filter { $0.code == EventCode.brickRecycled.rawValue }
        #expect(told.map(\.severity) == [isDead ? .warning : .normal])
    }

    /// A new kind of workflow that nobody put through the harness is noticed here.
    @Test func everyKindOfWorkflowIsTested() {
        let tested: Set<String> = [
            "activate-host", "add-brick", "add-disk", "add-host", "balance-storage-domain", "create-storage-domain",
            "deactivate-host", "expand-storage-domain", "migrate-vm", "migrate-volume-bricks", "move-disk",
            "provision-device", "raise-copies", "rebalance-volume", "release-device", "remove-disk", "remove-host",
            "remove-storage-domain", "remove-vm", "repair-options", "replace-brick", "replace-host",
            "replace-volume-brick", "shrink-storage-domain", "start-vm", "stop-vm", "upgrade-host",
        ]
        #expect(Set(Engine.workflowKinds.map { $0.kind }) == tested)
    }
}
