import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

/// VMs whose disks are on several replica sets.
@Suite struct DisksApartTests {
    /// A VM on the third host with a disk on a set of the first three, and one of this size on a set of the others.
    private func vmWithDisksApart(_ world: World, _ size: ByteCount) async throws -> (VM, Disk) {
        let vm = try await world.makeVM()
        let fourth = try await world.addFourthHost()
        var settings = ClusterSettings()
        settings.localityPatience = 0
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        try await world.observe()
        let set = try #require(world.context.inventory.replicaSets.named("data-1"))
        let other = ReplicaSet(
            name: "data-2", storageDomainID: set.storageDomainID, redundancy: .threeCopies,
            bricks: [world.hosts[0].id, world.hosts[1].id, fourth].map {
                Brick(hostID: $0, device: "/dev/sdc", size: .gibibytes(8))
            })
        let disk = Disk(
            name: "web-2", storageDomainID: set.storageDomainID, replicaSetID: other.id, size: size, status: .ok,
            isBootable: false)
        let host = world.hosts[2].id
        try await world.context.store.change { inventory in
            inventory.replicaSets.insert(other)
            inventory.disks.insert(disk)
            try inventory.vms.update(vm.id) { vm in
                vm.disks.append(disk.id)
                vm.hostID = host
                vm.enter(.up, at: Date())
            }
        }
        world.context.store.observe { observations in
            var seen = observations.volumes["data-1"]
            seen?.facts.name = "data-2"
            for (place, brick) in other.bricks.enumerated() {
                seen?.facts.bricks[place].brick.directory = "/bricks/\(brick.id)/brick"
            }
            observations.volumes["data-2"] = seen
            for name in ["data-1", "data-2"] {
                let bricks = observations.volumes[name]?.facts.bricks ?? []
                observations.volumes[name]?.heal = HealSummary(
                    bricks: bricks.map { .init(brick: $0.brick, isConnected: true, pending: 0, splitBrain: 0) })
            }
        }
        return (vm, disk)
    }

    @Test func proposesToMoveASmallDiskToWhereItsVMRuns() async throws {
        let world = try await World()
        let (vm, disk) = try await vmWithDisksApart(world, .mebibytes(64))
        var settings = ClusterSettings()
        settings.localityMode = .propose
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        var memory = DriftMemory()
        for _ in 1...2 { try await world.lookForDrifts(&memory) }
        #expect(world.toldDrifts.count == 1 && world.toldDrifts[0].contains("mortar disk move web-2 --to-set data-1"))
        #expect(world.context.inventory.disks[disk.id]?.movingSetID == nil)
        #expect(world.migration(of: vm) == nil)
    }

    @Test(arguments: [ByteCount.mebibytes(64), .gibibytes(2)])
    func movesAVMToItsDisks(size: ByteCount) async throws {
        let world = try await World()
        let (vm, disk) = try await vmWithDisksApart(world, size)
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        let target = try #require(world.migration(of: vm)?.target)
        #expect([world.hosts[0].id, world.hosts[1].id].contains(target), "they have both disks")
        #expect(world.context.inventory.disks[disk.id]?.movingSetID == nil)
    }

    /// A VM on the third host with disks apart, which its host says it reaches by this access.
    private func runningVMWithDisksApart(
        _ world: World, _ size: ByteCount, by access: DiskAccess, affinity: VMAffinity = .migratable
    ) async throws -> (VM, Disk) {
        let (vm, disk) = try await vmWithDisksApart(world, size)
        try await world.context.store.change { try $0.vms.update(vm.id) { $0.affinity = affinity } }
        world.context.store.observe { observations in
            observations.hosts[world.hosts[2].id]?.facts.vms = [
                VMFacts(
                    id: vm.id, name: vm.name, state: .running, reason: nil, memory: vm.memory, cpus: 1, access: access)
            ]
        }
        return (vm, disk)
    }

    @Test func movesASmallDiskToItsVM() async throws {
        let world = try await World()
        let (vm, disk) = try await runningVMWithDisksApart(world, .mebibytes(64), by: .fuse)
        var memory = DriftMemory()
        for _ in 1...2 { try await world.lookForDrifts(&memory) }
        let inventory = world.context.inventory
        let target = try #require(inventory.replicaSets.named("data-1"))
        #expect(inventory.disks[disk.id]?.movingSetID == target.id && inventory.disks[disk.id]?.status == .locked)
        #expect(inventory.workflows.count { $0.workflowKind == MoveDisk.kind } == 1)
        #expect(world.migration(of: vm) == nil && world.toldDrifts.isEmpty)
    }

    @Test func movesAVMWhereItsMemoryIsLessThanItsDisk() async throws {
        let world = try await World()
        let (vm, disk) = try await runningVMWithDisksApart(world, .gibibytes(2), by: .fuse)
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) != nil && world.context.inventory.disks[disk.id]?.movingSetID == nil)
    }

    /// QEMU stands still when it leaves a volume that it speaks to by itself: no guest has to bear that unasked.
    @Test(arguments: [(DiskAccess.fuse, true), (.libgfapi, false)])
    func aDiskMovesUnaskedOnlyWhereTheGuestDoesNotFeelIt(access: DiskAccess, moves: Bool) async throws {
        let world = try await World()
        let (vm, disk) = try await runningVMWithDisksApart(world, .mebibytes(64), by: access, affinity: .pinned)
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        #expect((world.context.inventory.disks[disk.id]?.movingSetID != nil) == moves)
        #expect(world.toldDrifts.count == (moves ? 0 : 1) && world.migration(of: vm) == nil)
    }

    @Test func aMovingDiskCountsAsAMove() async throws {
        let world = try await World()
        let (vm, _) = try await runningVMWithDisksApart(world, .mebibytes(64), by: .fuse)
        let first = try #require(vm.disks.first)
        let other = VM(name: "other", clusterID: vm.clusterID, cpus: 1, memory: .mebibytes(64), disks: [first])
        try await world.context.store.change { inventory in
            inventory.vms.insert(other)
            try inventory.vms.update(vm.id) { $0.disks.removeFirst() }
            try inventory.disks.update(first) { $0.movingSetID = $0.replicaSetID }
        }
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        #expect(world.context.inventory.workflows.count == 0)
    }
}
