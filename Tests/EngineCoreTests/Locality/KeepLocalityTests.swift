import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

@Suite struct KeepLocalityTests {
    /// A VM that runs on the fourth host, its disk on a replica set of the other three; all is clean and seen.
    private func strayVM(_ world: World, _ change: (inout ClusterSettings) -> Void = { _ in }) async throws -> VM {
        let vm = try await world.makeVM()
        let away = try await world.addFourthHost()
        var settings = ClusterSettings()
        settings.localityPatience = 0
        change(&settings)
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        try await world.context.store.change { inventory in
            try inventory.vms.update(vm.id) { vm in
                vm.enter(.waitForLaunch, at: Date())
                vm.hostID = away
            }
        }
        try await world.carry(StartVM(vm: vm.id, name: vm.name))
        try await world.observe()
        heal(world, pending: 0)
        return try world.context.inventory.vms.required(vm.id)
    }

    private func heal(_ world: World, pending: Int) {
        world.context.store.observe { observations in
            let bricks = observations.volumes["data-1"]?.facts.bricks ?? []
            observations.volumes["data-1"]?.heal = HealSummary(
                bricks: bricks.map { .init(brick: $0.brick, isConnected: true, pending: pending, splitBrain: 0) })
        }
    }

    private func look(_ world: World, _ memory: inout DriftMemory) async throws {
        try await KeepLocality(world.context, logger: Logger(label: "test")).look(&memory)
    }

    private func migration(_ world: World, _ vm: VM) -> VMMigration? { world.context.inventory.vms[vm.id]?.migration }

    private func told(_ world: World) -> [String] {
        world.context.inventory.events.filter { $0.code == EventCode.vmAwayFromDisks.rawValue }.map(\.description)
    }

    @Test func bringsAVMBackToAHostOfItsDisks() async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        var memory = DriftMemory()
        try await look(world, &memory)
        let target = try #require(migration(world, vm)?.target)
        #expect(world.hosts.map(\.id).contains(target))
        #expect(world.context.inventory.workflows.count { $0.workflowKind == MigrateVM.kind } == 1)
        try await look(world, &memory)
        #expect(world.context.inventory.workflows.count { $0.workflowKind == MigrateVM.kind } == 1)
    }

    @Test func leavesAVMThatIsNearItsDisks() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        heal(world, pending: 0)
        var settings = ClusterSettings()
        settings.localityPatience = 0
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(migration(world, vm) == nil)
    }

    @Test(arguments: ["heals", "work", "offline", "patience", "off"])
    func waits(obstacle: String) async throws {
        let world = try await World()
        let vm = try await strayVM(world) { settings in
            if obstacle == "patience" { settings.localityPatience = 3_600 }
            if obstacle == "off" { settings.localityMode = .off }
        }
        let set = try #require(world.context.inventory.replicaSets.named("data-1"))
        switch obstacle {
        case "heals": heal(world, pending: 3)
        case "work":
            try await world.context.store.change { inventory in
                try inventory.replicaSets.update(set.id) {
                    $0.work = BrickWork(brick: set.bricks[0].id, doing: .replacement(set.bricks[0]))
                }
            }
        case "offline": world.context.store.observe { $0.volumes["data-1"]?.facts.bricks[1].isOnline = false }
        default: break
        }
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(migration(world, vm) == nil)
        #expect(told(world).isEmpty)
    }

    @Test func onlyProposesWhereThatIsThePolicyAndSaysItOnce() async throws {
        let world = try await World()
        let vm = try await strayVM(world) { $0.localityMode = .propose }
        var memory = DriftMemory()
        for _ in 1...2 { try await look(world, &memory) }
        #expect(migration(world, vm) == nil)
        #expect(told(world).count == 1 && told(world)[0].contains("mortar vm migrate web --to h"))
    }

    @Test func saysWhyAVMCannotComeHome() async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        for host in world.hosts {
            world.context.store.observe { $0.hosts[host.id]?.facts.memory.available = .mebibytes(64) }
        }
        var memory = DriftMemory()
        for _ in 1...2 { try await look(world, &memory) }
        #expect(migration(world, vm) == nil)
        #expect(told(world).count == 1 && told(world)[0].contains("memory"), "\(told(world))")
    }

    @Test func movesNoMoreAtATimeThanThePolicyAllows() async throws {
        let world = try await World()
        let first = try await strayVM(world)
        let second = try await world.runVM(like: first, name: "other")
        let away = try #require(first.hostID)
        try await world.context.store.change { inventory in
            try inventory.vms.update(second.id) { $0.hostID = away }
        }
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(world.context.inventory.vms.count { $0.status == .migrating } == 1)
    }

    // MARK: Disks apart

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
        for _ in 1...2 { try await look(world, &memory) }
        #expect(told(world).count == 1 && told(world)[0].contains("mortar disk move web-2 --to-set data-1"))
        #expect(world.context.inventory.disks[disk.id]?.movingSetID == nil)
        #expect(migration(world, vm) == nil)
    }

    @Test(arguments: [VMAffinity.userMigratable, .pinned])
    func leavesAVMThatOnlyUsersMayMove(affinity: VMAffinity) async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        try await world.context.store.change { try $0.vms.update(vm.id) { $0.affinity = affinity } }
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(migration(world, vm) == nil)
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.hosts.deactivate(
                try #require(vm.hostID), reason: nil, stopsStorage: false, by: RequestOrigin())
        }
        #expect(failure?.cause?.contains("not to be moved") == true)
    }

    /// A move that does not work is tried again after a while only, and does not keep others from being helped.
    @Test func aVMThatCouldNotBeMovedIsLeftAloneForAWhile() async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(migration(world, vm) != nil)
        try await world.context.store.change { try $0.vms.update(vm.id) { $0.enter(.up, at: Date()) } }
        try await look(world, &memory)
        #expect(migration(world, vm) == nil)
    }

    @Test(arguments: [ByteCount.mebibytes(64), .gibibytes(2)])
    func movesAVMToItsDisks(size: ByteCount) async throws {
        let world = try await World()
        let (vm, disk) = try await vmWithDisksApart(world, size)
        var memory = DriftMemory()
        try await look(world, &memory)
        let target = try #require(migration(world, vm)?.target)
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
        for _ in 1...2 { try await look(world, &memory) }
        let inventory = world.context.inventory
        let target = try #require(inventory.replicaSets.named("data-1"))
        #expect(inventory.disks[disk.id]?.movingSetID == target.id && inventory.disks[disk.id]?.status == .locked)
        #expect(inventory.workflows.count { $0.workflowKind == MoveDisk.kind } == 1)
        #expect(migration(world, vm) == nil && told(world).isEmpty)
    }

    @Test func movesAVMWhereItsMemoryIsLessThanItsDisk() async throws {
        let world = try await World()
        let (vm, disk) = try await runningVMWithDisksApart(world, .gibibytes(2), by: .fuse)
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect(migration(world, vm) != nil && world.context.inventory.disks[disk.id]?.movingSetID == nil)
    }

    /// QEMU stands still when it leaves a volume that it speaks to by itself: no guest has to bear that unasked.
    @Test(arguments: [(DiskAccess.fuse, true), (.libgfapi, false)])
    func aDiskMovesUnaskedOnlyWhereTheGuestDoesNotFeelIt(access: DiskAccess, moves: Bool) async throws {
        let world = try await World()
        let (vm, disk) = try await runningVMWithDisksApart(world, .mebibytes(64), by: access, affinity: .pinned)
        var memory = DriftMemory()
        try await look(world, &memory)
        #expect((world.context.inventory.disks[disk.id]?.movingSetID != nil) == moves)
        #expect(told(world).count == (moves ? 0 : 1) && migration(world, vm) == nil)
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
        try await look(world, &memory)
        #expect(world.context.inventory.workflows.count == 0)
    }
}
