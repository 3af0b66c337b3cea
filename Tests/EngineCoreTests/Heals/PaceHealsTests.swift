import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Synchronization
import Testing

/// A replica set that heals under a VM that writes, a minute at a time.
private struct PacedHeal {
    private final class Clock: Sendable {
        let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
    }

    static let option = "cluster.shd-max-threads"

    let world: World
    let set: ReplicaSet
    let vm: VMID
    private let context: EngineContext
    private let clock = Clock()
    private var memory = HealPaceMemory()

    init() async throws {
        world = try await World()
        let (cluster, clock) = (world.cluster, clock)
        context = EngineContext(
            store: world.context.store, connect: { cluster.agent(address: $0.address) },
            now: { clock.time.withLock { $0 } })
        vm = try await world.makeVM().id
        let (vm, host) = (vm, world.hosts[0].id)
        try await context.store.change { try $0.vms.update(vm) { ($0.status, $0.hostID) = (.up, host) } }
        let made = try #require(world.context.inventory.replicaSets.sortedByName.first)
        set = made
        let facts = VMFacts(
            id: vm, name: "web", state: .running, reason: nil, memory: .mebibytes(256), cpus: 1, access: .fuse)
        cluster.run(facts, on: World.addresses[0])
        cluster.addWrites(1, of: vm, each: .milliseconds(1))
        try await look(pending: 5)
    }

    /// Sees the volume and paces its heal.
    mutating func look(pending: Int) async throws {
        world.cluster.setHeals(set.name, pending: pending)
        let now = context.now()
        let agent = world.cluster.agent(address: World.addresses[0])
        let volumes = try await agent.volumes()
        let heal = try await agent.healSummary(volume: set.name)
        context.store.observe { observations in
            for volume in volumes {
                observations.volumes[volume.name] = VolumeObservation(facts: volume, observed: now, heal: heal)
            }
        }
        try await PaceHeals(context, logger: Logger(label: "test")).look(at: set.id, &memory)
    }

    /// Lets a minute go by in which the VM writes.
    mutating func minute(_ writes: Int64, each milliseconds: Int, pending: Int = 5) async throws {
        world.cluster.addWrites(writes, of: vm, each: .milliseconds(milliseconds))
        clock.time.withLock { $0 += 60 }
        try await look(pending: pending)
    }

    /// Lets some seconds go by.
    mutating func wait(_ seconds: TimeInterval, pending: Int = 5) async throws {
        clock.time.withLock { $0 += seconds }
        try await look(pending: pending)
    }

    /// As a new engine would.
    mutating func forget() { memory = HealPaceMemory() }

    var threads: String? { world.cluster.volumes.first { $0.name == set.name }?.options[Self.option] }
    var pace: HealPace? { context.inventory.replicaSets[set.id]?.healPace }
    var changes: Int { world.cluster.calls.count { $0.hasPrefix("setVolumeOptions") } }
    var told: [String] {
        context.inventory.events.filter { $0.code == EventCode.healSlowed.rawValue }.map(\.description)
    }

    func setPolicy(_ milliseconds: Int64) async throws {
        var settings = ClusterSettings()
        settings.healLatency = milliseconds
        _ = try await world.engine.clusters.set(settings, of: world.hosts[0].clusterID)
    }
}

@Suite struct PaceHealsTests {
    @Test func slowWritesSlowTheHealAndItsEndGivesThePaceBack() async throws {
        var heal = try await PacedHeal()
        #expect(heal.threads == "8" && heal.pace == nil)
        try await heal.minute(100, each: 50)
        #expect(heal.threads == "4" && heal.pace == HealPace(usual: 8, threads: 4, before: 8))
        try await heal.minute(100, each: 50)
        #expect(heal.threads == "2")
        #expect(
            heal.told == [
                "The heal of replica set data-1 is slowed down to 4 threads: a write of its VMs takes 50 ms on average."
            ])
        try await heal.minute(100, each: 1)
        #expect(heal.threads == "4")
        try await heal.wait(1, pending: 0)
        #expect(heal.threads == "8" && heal.pace == nil)
    }

    @Test func quickWritesAndAbsentVMsSpeedTheHealUp() async throws {
        var heal = try await PacedHeal()
        try await heal.minute(100, each: 1)
        #expect(heal.threads == "10")
        let vm = heal.vm
        try await heal.world.context.store.change { try $0.vms.update(vm) { ($0.status, $0.hostID) = (.down, nil) } }
        for _ in 0..<5 { try await heal.minute(0, each: 0) }
        #expect(heal.threads == "16" && heal.told.isEmpty)
    }

    @Test func writesThatAllHangSpeedNothingUp() async throws {
        var heal = try await PacedHeal()
        try await heal.minute(0, each: 0)
        #expect(heal.threads == "8" && heal.changes == 0)
    }

    @Test func theOptionIsSetOnceAMinuteAtMost() async throws {
        var heal = try await PacedHeal()
        for _ in 0..<12 {
            heal.world.cluster.addWrites(100, of: heal.vm, each: .milliseconds(50))
            try await heal.wait(10)
        }
        #expect(heal.changes == 2 && heal.threads == "2")
        #expect(heal.world.cluster.calls.count { $0.hasPrefix("guestWrites") } == 3)
    }

    @Test func anOptionThatSomebodyElseSetsIsLeftAlone() async throws {
        var heal = try await PacedHeal()
        try await heal.minute(100, each: 50)
        heal.world.cluster.setOption(PacedHeal.option, "3", of: heal.set.name)
        for _ in 0..<3 { try await heal.minute(100, each: 50) }
        #expect(heal.threads == "3" && heal.pace == nil)
        try await heal.minute(0, each: 0, pending: 0)
        #expect(heal.threads == "3")
    }

    @Test func aNewEngineGivesBackWhatTheLastOneChanged() async throws {
        var heal = try await PacedHeal()
        try await heal.minute(100, each: 50)
        heal.forget()
        try await heal.wait(1, pending: 0)
        #expect(heal.threads == "8" && heal.pace == nil)
    }

    @Test func aChangeThatFailsIsMadeGoodAfterTheHeal() async throws {
        var heal = try await PacedHeal()
        heal.world.cluster.loseNextReply(of: "setVolumeOptions")
        try await heal.minute(100, each: 50)
        #expect(heal.threads == "4" && heal.pace == HealPace(usual: 8, threads: 4, before: 8))
        try await heal.wait(1, pending: 0)
        #expect(heal.threads == "8" && heal.pace == nil)
    }

    @Test func nothingIsPacedWhereTheClusterSaysSo() async throws {
        var heal = try await PacedHeal()
        try await heal.minute(100, each: 50)
        try await heal.setPolicy(0)
        try await heal.wait(1)
        #expect(heal.threads == "8" && heal.pace == nil)
        try await heal.minute(100, each: 50)
        #expect(heal.threads == "8")
        try await heal.setPolicy(60)
        for _ in 0..<2 { try await heal.minute(100, each: 50) }
        #expect(heal.threads == "8")
    }

    @Test func foreignVolumesAreNotTouched() async throws {
        var heal = try await PacedHeal()
        heal.world.cluster.addForeignVolume("theirs")
        heal.world.cluster.setHeals("theirs", pending: 9)
        for _ in 0..<3 { try await heal.minute(100, each: 50) }
        #expect(heal.world.cluster.volumes.first { $0.name == "theirs" }?.options == [:])
    }

    @Test func aBrickThatIsOfflineIsWaitedFor() async throws {
        var heal = try await PacedHeal()
        heal.world.cluster.setPower(false, address: World.addresses[2])
        for _ in 0..<3 { try await heal.minute(100, each: 1) }
        #expect(heal.threads == "8" && heal.changes == 0)
    }
}
