import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct RepairStorageTests {
    private let now = Date()

    private func lose(_ world: World, _ index: Int, for seconds: TimeInterval) async throws {
        let id = world.hosts[index].id
        let since = now - seconds
        world.cluster.setPower(false, address: World.addresses[index])
        try await world.context.store.change { inventory in
            try inventory.hosts.update(id) { host in
                host.status = .nonResponsive
                host.absentSince = since
            }
        }
        try await world.observe()
    }

    @Test func whatIsWellIsLeftAlone() async throws {
        let (world, _) = try await World.withReplicaSet()
        #expect(world.context.inventory.repairPlans(at: now) == [])
    }

    @Test func aFailedBrickIsRebuiltOnItsOwnHost() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.observe()
        let plans = world.context.inventory.repairPlans(at: now)
        #expect(
            plans == [
                .replace(
                    set, set.bricks[1],
                    .failed("The file system of its brick does no work any more: the file system has shut down"),
                    onto: world.freeDevice(of: world.hosts[1]), size: .gibibytes(8))
            ])
    }

    @Test func withoutADeviceItIsToldWhatIsNeeded() async throws {
        let (world, set) = try await World.withReplicaSet()
        for address in World.addresses { world.cluster.occupy("/dev/sdc", of: address) }
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.observe()
        guard case .wait(_, _, _, let need)? = world.context.inventory.repairPlans(at: now).first else {
            Issue.record("\(world.context.inventory.repairPlans(at: now))")
            return
        }
        #expect(need.contains("8 GiB") && need.contains("h1, h3"))
    }

    @Test func aLostHostIsRebuiltOnlyAfterTheLimit() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await lose(world, 2, for: 1_799)
        #expect(BrickConditions(world.context.inventory, at: now).condition(of: set.bricks[2]) == nil)
        #expect(BrickConditions(world.context.inventory, at: now + 2).condition(of: set.bricks[2]) == .lost)
    }

    @Test func nothingOfLostHostsIsRebuiltWhenTooManyAreAway() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await lose(world, 1, for: 3_600)
        try await lose(world, 2, for: 3_600)
        #expect(set.bricks.allSatisfy { BrickConditions(world.context.inventory, at: now).condition(of: $0) == nil })
    }

    @Test func aHostMayKeepItsBricks() async throws {
        let (world, set) = try await World.withReplicaSet()
        try await lose(world, 2, for: 3_600)
        let id = world.hosts[2].id
        try await world.context.store.change { try $0.hosts.update(id) { $0.keepsBricks = true } }
        #expect(BrickConditions(world.context.inventory, at: now).condition(of: set.bricks[2]) == nil)
    }

    @Test func aBrickThatGlusterHasIsNotGivenUpForAMissingDevice() async throws {
        let (world, set) = try await World.withReplicaSet()
        let brick = set.bricks[0]
        world.context.store.observe { observations in
            observations.hosts[brick.hostID]?.facts.bricks = []
            observations.hosts[brick.hostID]?.facts.devices.removeAll { $0.use == .brick(brick.id) }
        }
        let device = try #require(world.context.inventory.deviceViews(of: brick.hostID).first { $0.brick == brick })
        world.context.store.observe { observations in
            let seen = observations.hosts[brick.hostID]?.facts.observed ?? now
            observations.absences[device.id] = DeviceAbsence(noticed: now - 60, observed: seen - 60)
        }
        #expect(BrickConditions(world.context.inventory, at: now).condition(of: brick) == nil)
        world.context.store.observe { $0.volumes["data-1"]?.facts.bricks[0].isOnline = false }
        #expect(
            BrickConditions(world.context.inventory, at: now).condition(of: brick) == .failed("Its device is missing."))
    }

    @Test func aWornDeviceIsEvacuatedOntoASpareAndOtherwiseLeftAlone() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.context.store.observe { observations in
            observations.hosts[set.bricks[1].hostID]?.facts.devices[0].measurements =
                DeviceMeasurements(taken: now, passed: true, wear: 95)
        }
        guard case .replace(_, let brick, .worn, let device, _)? = world.context.inventory.repairPlans(at: now).first
        else {
            Issue.record("\(world.context.inventory.repairPlans(at: now))")
            return
        }
        #expect(brick == set.bricks[1] && device == world.freeDevice(of: world.hosts[1]))
        world.context.store.observe { $0.hosts[set.bricks[1].hostID]?.facts.devices.removeLast() }
        #expect(world.context.inventory.repairPlans(at: now) == [])
    }

    @Test func nothingIsRepairedWhereTheClusterSaysSo() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.observe()
        try await world.context.store.change { inventory in
            var policy = RepairPolicy()
            policy.isAutomatic = false
            let cluster = inventory.clusters.sortedByName[0].id
            try inventory.clusters.update(cluster) { [policy] in $0.repair = policy }
        }
        #expect(world.context.inventory.repairPlans(at: now) == [])
    }

    @Test func theEngineRepairsWithoutAHandAndRecyclesTheOldDevice() async throws {
        let (world, set) = try await World.withReplicaSet()
        world.cluster.failBrick(set.bricks[1].id, of: World.addresses[1])
        try await world.running {
            _ = try await world.context.store.first { inventory -> Bool? in
                let set = inventory.replicaSets[set.id]
                let isDone =
                    set?.work == nil && set?.bricks[1].id != inventory.retiredBricks.first { _ in true }?.brick.id
                let isTold = inventory.events.contains { $0.code == EventCode.replicaSetWhole.rawValue }
                return isDone && isTold && inventory.retiredBricks.count == 0 ? true : nil
            }
        }
        let bricks = try #require(world.context.inventory.replicaSets[set.id]?.bricks)
        #expect(bricks[1].device == world.freeDevice(of: world.hosts[1]).device)
        #expect(world.cluster.devices(of: World.addresses[1])[0].use == .blank)
    }
}
