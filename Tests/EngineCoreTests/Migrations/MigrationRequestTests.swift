import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

@testable import EngineCore

/// What users can ask for, and what is refused meanwhile.
@Suite struct MigrationRequestTests {
    private func refusal(_ body: () async throws -> Void) async -> Failure? {
        await #expect(throws: Failure.self) { try await body() }
    }

    @Test func theClusterChoosesAnotherHost() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        _ = try await world.engine.vms.migrate(vm.id, to: nil, by: .init())
        let now = try world.context.inventory.vms.required(vm.id)
        #expect(now.status == .migrating && now.hostID == world.hosts[1].id)
        #expect([world.hosts[0].id, world.hosts[2].id].contains(now.migration?.target))
        #expect(world.eventCodes.contains(EventCode.migrationStarted.rawValue))
    }

    @Test func refusesWhereItCannotGo() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let here = await refusal { _ = try await world.engine.vms.migrate(vm.id, to: world.hosts[1].id, by: .init()) }
        #expect(here?.code == .conflict && here?.message.contains("already") == true)
        try await world.context.store.change { $0.hosts[world.hosts[2].id]?.status = .maintenance }
        let away = await refusal { _ = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init()) }
        #expect(away?.code == .noCapacity && away?.cause?.contains("maintenance") == true)
        let stopped = try await world.engine.vms.add(
            .init(name: "idle", cluster: vm.clusterID, cpus: 1, memory: .mebibytes(256)), by: .init())
        let down = await refusal { _ = try await world.engine.vms.migrate(stopped.id, to: nil, by: .init()) }
        #expect(down?.code == .conflict)
        #expect(world.context.inventory.workflows.count == 0)
    }

    @Test func refusesAHostWhoseDoorIsClosed() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.cluster.agent(address: World.addresses[2]).closeMigrations()
        try await world.observe()
        let failure = await refusal {
            _ = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
        }
        #expect(failure?.code == .conflict && failure?.message.contains("h3") == true)
    }

    @Test func aVMOnItsWayIsLeftAlone() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.reserveMigration(of: vm)
        let failures = [
            await refusal { _ = try await world.engine.vms.stop(vm.id, by: .init()) },
            await refusal { try await world.engine.vms.shutDown(vm.id) },
            await refusal { _ = try await world.engine.vms.start(vm.id, by: .init()) },
            await refusal { _ = try await world.engine.vms.remove(vm.id, by: .init()) },
            await refusal { _ = try await world.engine.vms.migrate(vm.id, to: nil, by: .init()) },
            await refusal { _ = try await world.engine.hosts.remove(world.hosts[2].id, by: .init()) },
        ]
        #expect(failures.map { $0?.code } == Array(repeating: .conflict, count: 6))
        #expect(world.context.inventory.vms[vm.id]?.status == .migrating)
    }

    @Test func whereNothingMovesThereIsNothingToCancel() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        #expect(await refusal { try await world.engine.vms.cancelMigration(vm.id) }?.code == .conflict)
    }

    @Test func memoryIsKeptFreeAtTheNewHost() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        try await world.reserveMigration(of: vm)
        let large = try await world.runVM(like: vm, name: "large", on: 0)
        // 16 GiB less the VM on its way: what fits without it does not fit with it.
        try await world.context.store.change { try $0.vms.update(large.id) { $0.memory = .mebibytes(16_000) } }
        try await world.observe()
        let failure = await refusal {
            _ = try await world.engine.vms.migrate(large.id, to: world.hosts[2].id, by: .init())
        }
        #expect(failure?.code == .noCapacity)
    }

    /// Two at once from or to a host; the third waits until one has ended.
    @Test func moreThanTwoWaitForTheirTurn() async throws {
        let world = try await World()
        let first = try await world.runVM()
        let others = [
            try await world.runVM(like: first, name: "db"), try await world.runVM(like: first, name: "mail"),
        ]
        try await world.running {
            world.cluster.holdMigrations(true)
            var jobs: [JobID] = []
            for vm in [first] + others {
                jobs.append(try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init()).id)
            }
            _ = try await world.context.store.first { $0.observations.migrations.count == 2 ? true : nil }
            #expect(world.context.inventory.vms.count { $0.migration?.hasTurn == true } == 2)
            #expect(world.context.inventory.vms.count { $0.status == .migrating } == 3)
            world.cluster.holdMigrations(false)
            for job in jobs { try await world.engine.workflows.result(of: job) }
            #expect(world.cluster.vms(on: World.addresses[2]).count == 3)
        }
    }

    @Test func oneThatWaitsCanBeCancelled() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let busy = [try await world.runVM(like: vm, name: "a"), try await world.runVM(like: vm, name: "b")]
        for vm in busy {
            try await world.reserveMigration(of: vm)
            try await world.context.store.change { $0.vms[vm.id]?.migration?.hasTurn = true }
        }
        try await world.running {
            let job = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
            try await world.engine.vms.cancelMigration(vm.id)
            let failure = await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
            #expect(failure?.code == .cancelled)
            #expect(world.context.inventory.vms[vm.id]?.status == .up)
        }
    }

    /// What both hosts tell meanwhile is of the way.
    @Test func watchersLeaveAVMOnItsWayAlone() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.reserveMigration(of: vm)
        try await world.running {
            _ = try await world.context.store.first { inventory in
                inventory.observations.hosts.count == 3 && inventory.observations.migrations.isEmpty ? true : nil
            }
            for address in World.addresses[1...] {
                try await world.cluster.agent(address: address).stopVM(vm.id)
                try await world.cluster.agent(address: address).openMigrations(
                    MigrationDoor(
                        address: address, authority: "authority", libvirtCertificate: "", qemuCertificate: ""))
            }
            _ = try await world.context.store.first { inventory in
                inventory.observations.hosts[world.hosts[1].id]?.facts.vms.isEmpty == true ? true : nil
            }
            #expect(world.context.inventory.vms[vm.id]?.status == .migrating)
        }
    }

    // MARK: Access to disks

    @Test(arguments: [DiskAccessPolicy.fuse, .libgfapi, .automatic])
    func aVMReachesItsDisksAsItWantsWhereItArrives(_ policy: DiskAccessPolicy) async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let present = world.cluster.vms(on: World.addresses[1]).first?.access
        var policies = VMPolicies()
        policies.diskAccess = .own(policy)
        _ = try await world.engine.vms.set(policies, of: vm.id)
        #expect(world.cluster.vms(on: World.addresses[1]).first?.access == present)
        try await world.reserveMigration(of: vm)
        try await world.carry(MigrateVM(vm: vm.id, name: vm.name))
        let wanted: DiskAccess = policy == .fuse ? .fuse : .libgfapi
        #expect(world.cluster.vms(on: World.addresses[2]).map(\.access) == [wanted])
    }

    /// A VM that may choose goes by what the new host's self-test says, and keeps its way where that is not known yet.
    @Test(arguments: [(SelfTest.Verdict.passed, DiskAccess.libgfapi), (.failed, .fuse), (.untried, .libgfapi)])
    func aVMThatMayChooseGoesByTheSelfTest(verdict: SelfTest.Verdict, access: DiskAccess) async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        try await world.reserveMigration(of: vm)
        world.context.store.observe {
            $0.hosts[world.hosts[2].id]?.facts.libgfapi = SelfTest(verdict, detail: "as a test says")
        }
        let route = try #require(try world.context.inventory.route(of: vm.id))
        #expect(try world.context.inventory.admissionRequest(for: route).disks.map(\.access) == [access])
    }

    @Test func aVMThatWantsLibgfapiComesToNoHostWithoutIt() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        var policies = VMPolicies()
        policies.diskAccess = .own(.libgfapi)
        _ = try await world.engine.vms.set(policies, of: vm.id)
        try await world.observe()
        world.context.store.observe { observations in
            for host in world.hosts.indices.dropFirst(2) {
                observations.hosts[world.hosts[host].id]?.facts.libgfapi = SelfTest(.failed, detail: "no such protocol")
            }
        }
        let failure = await refusal {
            _ = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
        }
        #expect(failure?.cause?.contains("self-test failed") == true, "\(String(describing: failure))")
        policies.diskAccess = .cluster
        _ = try await world.engine.vms.set(policies, of: vm.id)
        _ = try await world.engine.vms.migrate(vm.id, to: world.hosts[2].id, by: .init())
    }

    /// Whoever reads a console goes on reading where the guest went, and stops where it is.
    @Test func aConsoleFollowsTheGuest() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let output = try await world.engine.vms.consoleOutput(vm.id, history: true)
        try await world.reserveMigration(of: vm)
        async let text = output.reduce(into: "") { $0 += String(buffer: $1) }
        try await world.carry(MigrateVM(vm: vm.id, name: vm.name))
        #expect(try await text == "web login: web login: ")
        let calls = world.cluster.calls.filter { $0.hasPrefix("consoleOutput") }
        #expect(calls == ["consoleOutput \(World.addresses[1])", "consoleOutput \(World.addresses[2])"])
    }

    /// A VM that somebody moved by hand is noted where it runs, and is never taken for down.
    @Test func aVMThatRunsElsewhereIsFound() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.running {
            try await world.cluster.untilListened(World.addresses[1])
            let agent = world.cluster.agent(address: World.addresses[1])
            try await agent.migrateVM(
                VMMigrationOrder(
                    id: vm.id, address: World.addresses[2], bandwidth: nil, converges: true, allowsPostCopy: false))
            _ = try await agent.migrationReport(vm.id)
            _ = try await world.context.store.first { inventory in
                inventory.vms[vm.id].flatMap { $0.status == .up && $0.hostID == world.hosts[2].id ? $0 : nil }
            }
        }
        #expect(world.eventCodes.contains(EventCode.vmFound.rawValue))
        #expect(!world.eventCodes.contains(EventCode.vmDown.rawValue))
    }
}
