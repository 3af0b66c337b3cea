import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct MigrationWorkflowTests {
    @Test func migrateVM() async throws {
        try await WorkflowHarness<MigrateVM>(
            prepare: { world in
                let vm = try await world.runVM()
                try await world.reserveMigration(of: vm)
                return MigrateVM(vm: vm.id, name: vm.name)
            },
            expectDone: { world, workflow in
                let vm = try world.context.inventory.vms.required(workflow.vm)
                #expect(vm.status == .up && vm.migration == nil)
                #expect(vm.hostID == world.hosts[2].id)
                #expect(world.cluster.vms(on: World.addresses[2]).map(\.id) == [vm.id])
                #expect(world.places(of: vm.id) == [World.addresses[2]])
                #expect(workflow.outcome?.downtime == .milliseconds(80))
            },
            expectUndone: { world, workflow in
                let vm = try world.context.inventory.vms.required(workflow.vm)
                #expect(vm.status == .up && vm.migration == nil)
                let host = try world.context.inventory.hosts.required(try #require(vm.hostID))
                #expect(world.places(of: vm.id) == [host.address])
            }
        ).runAll()
    }

    /// Whatever is asked of an agent fails once, or succeeds and its answer is lost: the VM runs on the one host that it is noted on.
    @Test(arguments: ["vmPresence", "vmHardware", "admitVM", "migrateVM", "migrationReport", "stopVM"], [true, false])
    func aFailureLeavesTheVMOnOneHost(command: String, isLost: Bool) async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.reserveMigration(of: vm)
        if isLost { world.cluster.loseNextReply(of: command) } else { world.cluster.failNext(command) }
        try await world.carry(MigrateVM(vm: vm.id, name: vm.name))
        let now = try world.context.inventory.vms.required(vm.id)
        #expect(now.status == .up && now.migration == nil)
        let host = try world.context.inventory.hosts.required(try #require(now.hostID))
        #expect(world.places(of: vm.id) == [host.address])
    }

    @Test func aMoveThatBreaksLeavesTheVMWhereItWas() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.running {
            world.cluster.holdMigrations(true)
            let job = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
            try await world.untilUnderWay(vm.id)
            world.cluster.breakMigration(of: vm.id)
            let failure = await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(failure?.cause?.contains("migration job failed") == true)
            #expect(world.context.inventory.vms[vm.id]?.hostID == world.hosts[1].id)
            #expect(world.context.inventory.vms[vm.id]?.status == .up)
            #expect(world.eventCodes.contains(EventCode.migrationFailed.rawValue))
        }
    }

    @Test func aCancelledMoveIsNoError() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.running {
            world.cluster.holdMigrations(true)
            let job = try await world.engine.vms.migrate(vm.id, to: nil, by: .init())
            try await world.untilUnderWay(vm.id)
            try await world.engine.vms.cancelMigration(vm.id)
            let failure = await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(failure?.code == .cancelled)
            #expect(world.places(of: vm.id) == [World.addresses[1]])
            #expect(world.eventCodes.contains(EventCode.migrationCancelled.rawValue))
            #expect(!world.eventCodes.contains(EventCode.migrationFailed.rawValue))
        }
    }

    @Test func theLossOfTheNewHostLeavesTheVMWhereItWas() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.running {
            world.cluster.holdMigrations(true)
            let job = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
            try await world.untilUnderWay(vm.id)
            world.cluster.setPower(false, address: World.addresses[2])
            await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(world.context.inventory.vms[vm.id]?.hostID == world.hosts[1].id)
            #expect(world.context.inventory.vms[vm.id]?.status == .up)
        }
    }

    /// What is not known to be down is not down.
    @Test func theLossOfTheOldHostLeavesTheVMUnknownThere() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.reserveMigration(of: vm)
        var workflow = MigrateVM(vm: vm.id, name: vm.name)
        for step in MigrateVM.steps.prefix(2) { try await step.action(&workflow, world.context) }
        world.cluster.setPower(false, address: World.addresses[1])
        guard case .by(let undo) = MigrateVM.steps[0].undo else { return }
        try await undo(&workflow, world.context)
        let now = try world.context.inventory.vms.required(vm.id)
        #expect(now.status == .unknown && now.hostID == world.hosts[1].id && now.migration == nil)
    }

    /// The engine dies while a VM moves; the next one finds it at its new host, and nothing to be begun.
    @Test func aNewEngineFindsWhereTheVMWent() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.reserveMigration(of: vm)
        var workflow = MigrateVM(vm: vm.id, name: vm.name)
        for step in MigrateVM.steps.prefix(2) { try await step.action(&workflow, world.context) }
        let order = VMMigrationOrder(
            id: vm.id, address: World.addresses[2], bandwidth: nil, converges: true, allowsPostCopy: false)
        let source = world.cluster.agent(address: World.addresses[1])
        try await source.migrateVM(order)
        _ = try await source.migrationReport(vm.id)
        let calls = world.cluster.calls.count { $0.hasPrefix("migrateVM") }
        for step in MigrateVM.steps { try await step.action(&workflow, world.context) }
        #expect(world.cluster.calls.count { $0.hasPrefix("migrateVM") } == calls)
        #expect(world.context.inventory.vms[vm.id]?.hostID == world.hosts[2].id)
    }

    @Test func aGuestWhoseMemoryTakesTooLongGoesAhead() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        var settings = ClusterSettings()
        settings.postCopyAfter = 2
        settings.migrationBandwidth = 1_000
        _ = try await world.engine.clusters.set(settings, of: vm.clusterID)
        try await world.reserveMigration(of: vm)
        world.cluster.holdEachMigration()
        try await world.carry(MigrateVM(vm: vm.id, name: vm.name))
        #expect(world.cluster.calls.contains("startPostCopy \(World.addresses[1])"))
        #expect(world.places(of: vm.id) == [World.addresses[2]])
        #expect(world.cluster.orders.map(\.bandwidth) == [59])
        #expect(world.cluster.orders.map(\.allowsPostCopy) == [true])
    }
}
