import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct RepairLookTests {
    private let now = Date()

    /// Wears out the device of the second host's brick, which nobody has written down yet.
    private func wear(_ world: World, _ set: ReplicaSet) {
        world.context.store.observe { observations in
            observations.hosts[set.bricks[1].hostID]?.facts.devices[0].measurements =
                DeviceMeasurements(taken: now, passed: true, wear: 95)
        }
    }

    @Test func plansAreMadeAnewAfterAMinuteWhateverIsSeen() async throws {
        let (world, set) = try await World.withReplicaSet()
        var look = RepairLook()
        #expect(look.plans(world.context.inventory, at: now).isEmpty)
        wear(world, set)
        #expect(look.plans(world.context.inventory, at: now + 59).isEmpty)
        #expect(look.plans(world.context.inventory, at: now + 60).count == 1)
    }

    @Test func whatIsWrittenDownOfADeviceIsSeenAtOnce() async throws {
        let (world, set) = try await World.withReplicaSet()
        var look = RepairLook()
        _ = look.plans(world.context.inventory, at: now)
        wear(world, set)
        let view = try #require(world.context.inventory.deviceViews(of: set.bricks[1].hostID).first { $0.brick != nil })
        let record = DeviceRecord(
            id: view.id, hostID: view.hostID, path: view.facts.path, stablePath: view.facts.stablePath,
            size: view.facts.size, told: .worn)
        try await world.context.store.change { $0.deviceRecords.insert(record) }
        #expect(look.plans(world.context.inventory, at: now + 1).count == 1)
    }

    @Test(arguments: ["brick", "host", "work", "policy", "device"])
    func whatPlansDependOnIsSeenAtOnce(change: String) async throws {
        let (world, set) = try await World.withReplicaSet()
        let brick = set.bricks[1]
        if change != "brick" && change != "host" {
            world.cluster.failBrick(brick.id, of: World.addresses[1])
            try await world.observe()
        }
        var look = RepairLook()
        let before = look.plans(world.context.inventory, at: now)
        switch change {
        case "brick":
            world.cluster.failBrick(brick.id, of: World.addresses[1])
            try await world.observe()
        case "device":
            world.cluster.occupy("/dev/sdc", of: World.addresses[1])
            try await world.observe()
        default: try await self.change(change, brick, of: set, in: world)
        }
        if change == "host" { try await world.observe() }
        let after = look.plans(world.context.inventory, at: now + 1)
        #expect(after != before)
        #expect(after == world.context.inventory.repairPlans(at: now + 1))
    }

    private func change(_ change: String, _ brick: Brick, of set: ReplicaSet, in world: World) async throws {
        let since = now - 3_600
        if change == "host" { world.cluster.setPower(false, address: World.addresses[1]) }
        try await world.context.store.change { inventory in
            switch change {
            case "host":
                try inventory.hosts.update(brick.hostID) { host in
                    (host.status, host.absentSince) = (.nonResponsive, since)
                }
            case "work":
                try inventory.replicaSets.update(set.id) {
                    $0.work = BrickWork(brick: brick.id, doing: .replacement(brick))
                }
            default:
                var policy = RepairPolicy()
                policy.isAutomatic = false
                try inventory.clusters.update(inventory.clusters.sortedByName[0].id) { [policy] in $0.repair = policy }
            }
        }
    }
}
