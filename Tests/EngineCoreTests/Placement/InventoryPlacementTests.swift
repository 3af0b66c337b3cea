import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing

import struct Foundation.Date

/// What the engine tells placement of its hosts and VMs.
@Suite struct InventoryPlacementTests {
    private func heal(_ world: World, _ set: ReplicaSet, pending: [Int?]) {
        world.context.store.observe { observations in
            let bricks = observations.volumes[set.name]?.facts.bricks ?? []
            observations.volumes[set.name]?.heal = HealSummary(
                bricks: zip(bricks, pending).map {
                    .init(brick: $0.brick, isConnected: true, pending: $1, splitBrain: nil)
                })
        }
    }

    private func cleanHosts(_ pending: [Int?]) async throws -> [String] {
        let (world, set) = try await World.withReplicaSet()
        heal(world, set, pending: pending)
        let inventory = world.context.inventory
        return inventory.hostsWithCleanCopy(of: set).compactMap { inventory.hosts[$0]?.name }.sorted()
    }

    @Test func copiesAreCleanWhenNothingWaitsToBeHealed() async throws {
        #expect(try await cleanHosts([0, 0, 0]) == ["h1", "h2", "h3"])
        #expect(try await cleanHosts([0, 0, nil]) == ["h1", "h2"])
        #expect(try await cleanHosts([0, nil, nil]) == [])
    }

    @Test func copiesThatOthersHaveMoreThanAreStale() async throws {
        #expect(try await cleanHosts([5, 5, 0]) == ["h1", "h2"])
        #expect(try await cleanHosts([5, 5, nil]) == ["h1", "h2"])
        #expect(try await cleanHosts([0, 0, 5]) == ["h3"])
        #expect(try await cleanHosts([5, 5, 5]) == [])
    }

    @Test func copiesOfWhichNothingIsKnownAreNotClean() async throws {
        let (world, set) = try await World.withReplicaSet()
        #expect(world.context.inventory.hostsWithCleanCopy(of: set).isEmpty)
        heal(world, set, pending: [0, 0, 0])
        world.context.store.observe { $0.volumes[set.name]?.facts.bricks[1].isOnline = false }
        #expect(world.context.inventory.hostsWithCleanCopy(of: set).count == 2)
        world.cluster.failBrick(set.bricks[0].id, of: world.hosts[0].address)
        let facts = try await world.cluster.agent(address: world.hosts[0].address).facts()
        world.context.store.observe { $0.hosts[world.hosts[0].id]?.facts = facts }
        #expect(world.context.inventory.hostsWithCleanCopy(of: set) == [world.hosts[2].id])
    }

    @Test func aVMStartsOnAHostWithACleanCopyOfItsDisks() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        try await world.observe()
        let set = try #require(world.context.inventory.replicaSets.sortedByName.first)
        heal(world, set, pending: [0, 0, 5])
        world.context.store.observe { $0.hosts[world.hosts[2].id]?.facts.memory.available = .gibibytes(4) }
        _ = try await world.engine.vms.start(vm.id, by: .init())
        #expect(world.context.inventory.vms[vm.id]?.hostID == world.hosts[2].id)
    }

    @Test func aHostThatIsExcludedIsNotTaken() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        let hosts = world.hosts.map(\.id)
        let inventory = world.context.inventory
        #expect(try inventory.chosenHost(for: vm, excluding: Set(hosts.dropLast())) == hosts[2])
        let decision = inventory.placement(of: vm, excluding: Set(hosts))
        #expect(decision.choice == nil && decision.hosts.allSatisfy { $0.refusals.first?.unit == .migration })
    }

    @Test func memoryIsPromisedOnceWhetherOrNotTheHostHasSeenTheVM() async throws {
        let world = try await World(hosts: 1)
        let host = world.hosts[0].id
        // The host has 16 GiB, and tells all of it to be available all the time.
        for (index, status) in [VMStatus.waitForLaunch, .up, .unknown].enumerated() {
            var vm = VM(name: "vm\(index)", clusterID: world.hosts[0].clusterID, cpus: 1, memory: .gibibytes(4))
            vm.enter(status, at: Date())
            vm.hostID = host
            let placed = vm
            try await world.context.store.change { $0.vms.insert(placed) }
        }
        var vm = VM(name: "new", clusterID: world.hosts[0].clusterID, cpus: 1, memory: .gibibytes(3))
        #expect(try world.context.inventory.chosenHost(for: vm) == host)
        vm.memory = .gibibytes(4)
        #expect(throws: Failure.self) { try world.context.inventory.chosenHost(for: vm) }
    }

    @Test func aHostWithoutTheAccessThatTheClusterWantsIsNotTaken() async throws {
        let world = try await World()
        let vm = try await world.makeVM()
        for host in world.hosts.dropLast() {
            world.context.store.observe { $0.hosts[host.id]?.facts.libgfapi = SelfTest(.failed, detail: "no module") }
        }
        try await world.context.store.change { $0.clusters[vm.clusterID]?.diskAccess = .libgfapi }
        #expect(try world.context.inventory.chosenHost(for: vm) == world.hosts[2].id)
    }

    @Test func pinsAndThePolicyOfTheClusterCount() async throws {
        let world = try await World()
        var vm = try await world.makeVM()
        vm.pinnedHosts = [world.hosts[1].id]
        let policy = SchedulingPolicy(name: "own", weights: [.init(.packedMemory, factor: 1)])
        try await world.context.store.change { inventory in
            inventory.schedulingPolicies.insert(policy)
            inventory.clusters[world.hosts[0].clusterID]?.schedulingPolicyID = policy.id
        }
        let decision = world.context.inventory.placement(of: vm)
        #expect(decision.choice == world.hosts[1].id && decision.policy == "own")
    }
}
