import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing

import struct Foundation.Date

@Suite struct ResumeVMsTests {
    /// A VM on the second host that stands still.
    private func pausedVM(_ world: World, reason: String = "ioerror") async throws -> VM {
        let vm = try await world.runVM()
        let address = world.hosts[1].address
        var facts = try #require(world.cluster.vms(on: address).first)
        (facts.state, facts.reason) = (.paused, reason)
        world.cluster.run(facts, on: address)
        try await world.context.store.change { $0.vms[vm.id]?.enter(.paused, at: Date(timeIntervalSinceNow: -1)) }
        try await world.observe()
        return vm
    }

    private func look(_ world: World, _ attempts: inout ResumeAttempts) async throws {
        try await ResumeVMs(world.context, logger: Logger(label: "test")).look(&attempts)
    }

    private func isRunning(_ world: World) -> Bool {
        world.cluster.vms(on: world.hosts[1].address).first?.state == .running
    }

    @Test func goesOnWhenItsStorageServes() async throws {
        let world = try await World()
        _ = try await pausedVM(world)
        var attempts = ResumeAttempts()
        try await look(world, &attempts)
        #expect(isRunning(world))
        #expect(world.context.inventory.events.contains { $0.code == EventCode.vmResumed.rawValue })
    }

    @Test func standsStillWhileABrickIsAwayAndSomethingWaitsToBeHealed() async throws {
        let world = try await World()
        let vm = try await pausedVM(world)
        var attempts = ResumeAttempts()
        let healed = { (pending: Int) in
            world.context.store.observe { observations in
                observations.volumes["data-1"]?.facts.bricks[0].isOnline = false
                let bricks = observations.volumes["data-1"]?.facts.bricks ?? []
                observations.volumes["data-1"]?.heal = HealSummary(
                    bricks: bricks.map { .init(brick: $0.brick, isConnected: true, pending: pending, splitBrain: 0) })
            }
        }
        healed(3)
        try await look(world, &attempts)
        #expect(!isRunning(world))
        healed(0)
        try await look(world, &attempts)
        #expect(isRunning(world), "\(vm.name)")
    }

    /// What was seen before it stood still says nothing.
    @Test func waitsForNewFacts() async throws {
        let world = try await World()
        _ = try await pausedVM(world)
        world.context.store.observe { $0.volumes["data-1"]?.observed = Date(timeIntervalSinceNow: -60) }
        var attempts = ResumeAttempts()
        try await look(world, &attempts)
        #expect(!isRunning(world))
    }

    @Test func leavesAVMAloneThatSomebodyHasPaused() async throws {
        let world = try await World()
        _ = try await pausedVM(world, reason: "user")
        var attempts = ResumeAttempts()
        try await look(world, &attempts)
        #expect(!isRunning(world))
        #expect(!world.context.inventory.events.contains { $0.code == EventCode.vmResumed.rawValue })
    }

    /// As one whose mount has lost the open file.
    @Test func saysOnceThatResumingDoesNotHelp() async throws {
        let world = try await World()
        let vm = try await pausedVM(world)
        var attempts = ResumeAttempts()
        let begin = Date(timeIntervalSinceNow: -100)
        for second in 0..<4 { attempts.note(vm.id, at: begin.addingTimeInterval(Double(second))) }
        try await look(world, &attempts)
        let told = world.context.inventory.events.filter { $0.code == EventCode.vmDiskClosed.rawValue }
        #expect(told.count == 1 && told.first?.severity == .error)
        attempts.note(vm.id, at: world.context.now())
        #expect(!attempts.haveJustBecomeVain(vm.id))
    }

    @Test func triesMoreAndMoreRarely() {
        var attempts = ResumeAttempts()
        let (vm, begin) = (VMID(), Date())
        var due: [Int] = []
        for second in 0..<200 {
            let time = begin.addingTimeInterval(Double(second))
            attempts.forget(before: time)
            guard attempts.isDue(vm, at: time) else { continue }
            due.append(second)
            attempts.note(vm, at: time)
        }
        #expect(due == [0, 2, 6, 14, 30, 62, 122, 182])
    }
}
