import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct MaintenanceTests {
    private func refusal(_ world: World, _ host: Int, stopsStorage: Bool = true) async -> Failure? {
        await #expect(throws: Failure.self) {
            try await world.engine.hosts.deactivate(
                world.hosts[host].id, reason: nil, stopsStorage: stopsStorage, by: RequestOrigin())
        }
    }

    @Test func oneHostAfterTheOther() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await world.running {
            for host in world.hosts {
                let down = try await world.engine.hosts.deactivate(
                    host.id, reason: nil, stopsStorage: true, by: RequestOrigin())
                try await world.engine.workflows.result(of: down.id)
                #expect(world.context.inventory.hosts[host.id]?.status == .maintenance)
                let up = try await world.engine.hosts.activate(host.id, by: RequestOrigin())
                try await world.engine.workflows.result(of: up.id)
                #expect(world.context.inventory.hosts[host.id]?.status == .up)
            }
        }
        #expect(world.context.inventory.replicaSets[set.id]?.work == nil)
    }

    @Test func isRefusedWhileAnotherCopyIsDown() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPower(false, address: World.addresses[2])
        let failure = await refusal(world, 1)
        #expect(
            failure?.code == .conflict && failure?.cause?.contains("quorum") == true, "\(String(describing: failure))")
        #expect(world.context.inventory.hosts[world.hosts[1].id]?.status == .up)
    }

    @Test func isRefusedWhileAHealIsPending() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setStale("data-1", place: 2, entries: 3)
        let failure = await refusal(world, 1)
        #expect(failure?.cause?.contains("heal") == true, "\(String(describing: failure))")
    }

    @Test func ofTwoHostsAtOnceOnlyOneIsLetGo() async throws {
        let (world, _) = try await World.withReplicaSet()
        let outcomes = await withTaskGroup { group in
            for host in world.hosts.prefix(2) {
                group.addTask { () -> Bool in
                    do {
                        _ = try await world.engine.hosts.deactivate(
                            host.id, reason: nil, stopsStorage: true, by: RequestOrigin())
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
        #expect(world.context.inventory.hosts.count { $0.status == .preparingForMaintenance } == 1)
    }

    @Test func bricksMayStayInService() async throws {
        let (world, _) = try await World.withReplicaSet()
        world.cluster.setPower(false, address: World.addresses[2])
        try await world.running {
            let job = try await world.engine.hosts.deactivate(
                world.hosts[1].id, reason: nil, stopsStorage: false, by: RequestOrigin())
            try await world.engine.workflows.result(of: job.id)
        }
        #expect(world.context.inventory.hosts[world.hosts[1].id]?.status == .maintenance)
        #expect(world.cluster.isGlusterRunning(on: World.addresses[1]))
    }

    @Test func aHostThatIsNotInMaintenanceIsNotActivated() async throws {
        let (world, _) = try await World.withReplicaSet()
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.hosts.activate(world.hosts[0].id, by: RequestOrigin())
        }
        #expect(failure?.code == .conflict)
    }
}

extension MaintenanceTests {
    @Test func vmsAreMigratedAway() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        let other = try await world.runVM(like: vm, name: "other")
        try await world.observe()
        try await world.running {
            let plan = try await world.engine.hosts.maintenancePlan(of: world.hosts[1].id, stopsStorage: true)
            #expect(plan.isAllowed && plan.bricks.count == 1)
            #expect(plan.moves.map(\.vm.name) == ["other", "web"])
            let job = try await world.engine.hosts.deactivate(
                world.hosts[1].id, reason: nil, stopsStorage: true, by: RequestOrigin())
            try await world.engine.workflows.result(of: job.id)
            for id in [vm.id, other.id] {
                let host = try #require(world.context.inventory.vms[id]?.hostID)
                #expect(host != world.hosts[1].id && world.context.inventory.vms[id]?.status == .up)
            }
        }
        #expect(world.cluster.vms(on: World.addresses[1]).isEmpty)
    }

    @Test func isRefusedWhereAVMHasNowhereToGo() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        for host in [0, 2] {
            world.context.store.observe { $0.hosts[world.hosts[host].id]?.facts.memory.available = .mebibytes(64) }
        }
        let failure = await refusal(world, 1)
        #expect(
            failure?.code == .noCapacity && failure?.cause?.contains("web") == true, "\(String(describing: failure))")
        let plan = try await world.engine.hosts.maintenancePlan(of: world.hosts[1].id, stopsStorage: true)
        #expect(!plan.isAllowed && plan.moves[0].target == nil)
        #expect(world.context.inventory.vms[vm.id]?.status == .up)
    }

    @Test func isRefusedWithAVMThatIsPaused() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        try await world.context.store.change { $0.vms[vm.id]?.enter(.paused, at: .now) }
        #expect(await refusal(world, 1)?.cause?.contains("paused") == true)
    }

    /// The move is tried again, and given up in the end; the host is as it was.
    @Test func endsWithTheReasonWhereAVMDoesNotMove() async throws {
        let world = try await World()
        let vm = try await world.runVM()
        try await world.observe()
        world.cluster.failNext("migrateVM", times: 10)
        try await world.running {
            let job = try await world.engine.hosts.deactivate(
                world.hosts[1].id, reason: nil, stopsStorage: true, by: RequestOrigin())
            await #expect(throws: Failure.self) { try await world.engine.workflows.result(of: job.id) }
        }
        #expect(world.context.inventory.hosts[world.hosts[1].id]?.status == .up)
        #expect(world.context.inventory.vms[vm.id]?.hostID == world.hosts[1].id)
        #expect(world.context.inventory.workflows.count { $0.workflowKind == MigrateVM.kind } == 3)
        #expect(world.cluster.isGlusterRunning(on: World.addresses[1]))
    }
}
