import EngineCore
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
