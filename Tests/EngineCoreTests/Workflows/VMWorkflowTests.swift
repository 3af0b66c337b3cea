import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct VMWorkflowTests {
    @Test func addDisk() async throws {
        try await WorkflowHarness<AddDisk>(
            prepare: { world in
                let storage = try await world.makeStorageDomain()
                let disk = Disk(
                    name: "d", storageDomainID: storage.domain.id, replicaSetID: storage.sets[0].id,
                    size: .gibibytes(1), status: .locked)
                try await world.context.store.change { $0.disks.insert(disk) }
                return AddDisk(disk: disk, vm: nil)
            },
            expectDone: { world, workflow in
                #expect(world.context.inventory.disks[workflow.disk.id]?.status == .ok)
                #expect(world.cluster.images.values.map(\.self) == [.gibibytes(1)])
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.disks.count == 0)
                #expect(world.cluster.images.isEmpty)
            },
            pointOfNoReturn: 2
        ).runAll()
    }

    @Test func removeDisk() async throws {
        try await WorkflowHarness<RemoveDisk>(
            prepare: { world in
                let vm = try await world.makeVM()
                return RemoveDisk(disk: try world.context.inventory.disks.required(vm.disks[0]))
            },
            expectDone: { world, _ in
                #expect(world.context.inventory.disks.count == 0)
                #expect(world.cluster.images.isEmpty)
                #expect(world.context.inventory.vms.sortedByName[0].disks.isEmpty)
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.disks[workflow.disk.id]?.status == .illegal)
            },
            pointOfNoReturn: 1
        ).runAll()
    }

    @Test func startVM() async throws {
        try await WorkflowHarness<StartVM>(
            prepare: { try await reserved($0) },
            expectDone: { world, workflow in
                let vm = try world.context.inventory.vms.required(workflow.vm)
                #expect(vm.status == .up)
                let running = World.addresses.flatMap { world.cluster.vms(on: $0) }
                #expect(running.map(\.id) == [vm.id])
            },
            expectUndone: { world, workflow in
                let vm = try world.context.inventory.vms.required(workflow.vm)
                #expect(vm.status == .down)
                #expect(vm.hostID == nil)
                #expect(World.addresses.flatMap { world.cluster.vms(on: $0) }.isEmpty)
            },
            pointOfNoReturn: 1
        ).runAll()
    }

    @Test func stopVM() async throws {
        try await WorkflowHarness<StopVM>(
            prepare: { world in
                let start = try await reserved(world)
                try await world.carry(start)
                return StopVM(vm: start.vm, name: start.name)
            },
            expectDone: { world, workflow in
                #expect(world.context.inventory.vms[workflow.vm]?.status == .down)
                #expect(World.addresses.flatMap { world.cluster.vms(on: $0) }.isEmpty)
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0
        ).runAll()
    }

    /// A host that is lost can be replaced then, and facts say later what became of the VM.
    @Test func whatCannotBeStoppedIsUnknown() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let host = try #require(world.hosts.first { $0.id == world.context.inventory.vms[vm.id]?.hostID })
        world.cluster.setPower(false, address: host.address)
        try await world.carry(StopVM(vm: vm.id, name: vm.name))
        #expect(world.context.inventory.vms[vm.id]?.status == .unknown)
    }

    /// It was started anew before the stop was written down.
    @Test func aStopDoesNotOverwriteANewerStart() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        var stop = StopVM(vm: vm.id, name: vm.name)
        try await StopVM.steps[0].action(&stop, world.context)
        let host = try #require(stop.host)
        try await world.context.store.change { inventory in
            inventory.vms[vm.id]?.enter(.down, at: world.context.now())
            inventory.vms[vm.id]?.enter(.waitForLaunch, at: world.context.now())
            inventory.vms[vm.id]?.hostID = host
        }
        try await StopVM.steps[1].action(&stop, world.context)
        #expect(world.context.inventory.vms[vm.id]?.status == .waitForLaunch)
    }

    @Test func removeVM() async throws {
        try await WorkflowHarness<RemoveVM>(
            prepare: { RemoveVM(vm: try await $0.makeVM()) },
            expectDone: { world, _ in
                #expect(world.context.inventory.vms.count == 0)
                #expect(world.context.inventory.disks.count == 0)
                #expect(world.cluster.images.isEmpty)
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.vms[workflow.vm.id]?.status == .down)
                #expect(world.context.inventory.disks[workflow.vm.disks[0]]?.status == .illegal)
            },
            pointOfNoReturn: 1
        ).runAll()
    }

    @Test func aVMWhoseStopFailsIsNotCalledDown() async throws {
        let world = try await World()
        let start = try await reserved(world)
        world.cluster.failNext("startVM")
        world.cluster.failNext("stopVM", times: 3)
        try await world.carry(start)
        #expect(world.context.inventory.vms[start.vm]?.status == .unknown)
    }

    private func reserved(_ world: World) async throws -> StartVM {
        let vm = try await world.makeVM()
        let host = world.hosts[1].id
        try await world.context.store.change { inventory in
            try inventory.vms.update(vm.id) { vm in
                vm.enter(.waitForLaunch, at: world.context.now())
                vm.hostID = host
            }
        }
        return StartVM(vm: vm.id, name: vm.name)
    }
}
