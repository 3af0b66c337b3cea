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
        world.heal(pending: 0)
        return try world.context.inventory.vms.required(vm.id)
    }

    @Test func bringsAVMBackToAHostOfItsDisks() async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        let target = try #require(world.migration(of: vm)?.target)
        #expect(world.hosts.map(\.id).contains(target))
        #expect(world.context.inventory.workflows.count { $0.workflowKind == MigrateVM.kind } == 1)
        try await world.lookForDrifts(&memory)
        #expect(world.context.inventory.workflows.count { $0.workflowKind == MigrateVM.kind } == 1)
    }

    @Test func leavesAVMThatIsNearItsDisks() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        world.heal(pending: 0)
        var settings = ClusterSettings()
        settings.localityPatience = 0
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) == nil)
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
        case "heals": world.heal(pending: 3)
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
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) == nil)
        #expect(world.toldDrifts.isEmpty)
    }

    @Test func onlyProposesWhereThatIsThePolicyAndSaysItOnce() async throws {
        let world = try await World()
        let vm = try await strayVM(world) { $0.localityMode = .propose }
        var memory = DriftMemory()
        for _ in 1...2 { try await world.lookForDrifts(&memory) }
        #expect(world.migration(of: vm) == nil)
        #expect(world.toldDrifts.count == 1 && world.toldDrifts[0].contains("mortar vm migrate web --to h"))
    }

    @Test func saysWhyAVMCannotComeHome() async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        for host in world.hosts {
            world.context.store.observe { $0.hosts[host.id]?.facts.memory.available = .mebibytes(64) }
        }
        var memory = DriftMemory()
        for _ in 1...2 { try await world.lookForDrifts(&memory) }
        #expect(world.migration(of: vm) == nil)
        #expect(world.toldDrifts.count == 1 && world.toldDrifts[0].contains("memory"), "\(world.toldDrifts)")
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
        try await world.lookForDrifts(&memory)
        #expect(world.context.inventory.vms.count { $0.status == .migrating } == 1)
    }

    @Test(arguments: [VMAffinity.userMigratable, .pinned])
    func leavesAVMThatOnlyUsersMayMove(affinity: VMAffinity) async throws {
        let world = try await World()
        let vm = try await strayVM(world)
        try await world.context.store.change { try $0.vms.update(vm.id) { $0.affinity = affinity } }
        var memory = DriftMemory()
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) == nil)
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
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) != nil)
        try await world.context.store.change { try $0.vms.update(vm.id) { $0.enter(.up, at: Date()) } }
        try await world.lookForDrifts(&memory)
        #expect(world.migration(of: vm) == nil)
    }
}
