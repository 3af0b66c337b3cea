import AgentAPI
import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing
import Workflow

@Suite struct MoveDiskTests {
    /// A disk on its way, and its workflow.
    private struct Way {
        let moving: MovingDisk
        var workflow: MoveDisk

        init(isRunning: Bool) async throws {
            moving = try await MovingDisk(in: try await World(), isRunning: isRunning)
            workflow = try await moving.reserved()
        }

        /// Does the steps before one.
        mutating func go(to step: Int) async throws {
            for done in MoveDisk.steps[..<step] { try await done.action(&workflow, moving.world.context) }
        }

        /// Has an engine go on at a step, to the end.
        func finish(from step: Int) async throws -> WorkflowPhase {
            var record = try WorkflowRecord(workflow, now: Date())
            record.phase = .running(next: step)
            let runner = WorkflowRunner<MoveDisk>(
                context: moving.world.context, now: { Date() }, save: { _ in })
            return try await runner.run(record).phase
        }

        /// The VM's host is lost, and known to be.
        func loseVM() async throws {
            moving.world.cluster.setPower(false, address: World.addresses[1])
            try await moving.world.context.store.change { [id = moving.vm.id] in $0.vms[id]?.enter(.down, at: Date()) }
        }
    }

    /// One image, and it is the one that everybody uses.
    private func expectWhole(_ moving: MovingDisk, _ content: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let now = try moving.now
        let isMoved = now.replicaSetID == moving.target.id
        let image = isMoved ? moving.new : moving.old
        #expect(now.status == .ok && now.movingSetID == nil, sourceLocation: sourceLocation)
        #expect(Array(moving.world.cluster.images.keys) == [image], sourceLocation: sourceLocation)
        #expect(try moving.content() == content, sourceLocation: sourceLocation)
        let used = moving.world.cluster.attachedImage(of: moving.disk.id, vm: moving.vm.id)
        #expect(used == nil || used == image, sourceLocation: sourceLocation)
    }

    @Test(arguments: [true, false]) func movesADisk(isRunning: Bool) async throws {
        let way = try await Way(isRunning: isRunning)
        #expect(try await way.finish(from: 0) == .finished)
        try expectWhole(way.moving, "first")
        #expect(try way.moving.now.replicaSetID == way.moving.target.id)
        #expect(try way.moving.now.storageDomainID == way.moving.target.storageDomainID)
        let codes = way.moving.world.context.inventory.events.map(\.code)
        #expect(codes.contains(2008) && codes.contains(2010))
    }

    @Test(arguments: [true, false], 0...2)
    func aCancelledMoveLeavesTheDiskWhereItWas(isRunning: Bool, step: Int) async throws {
        var way = try await Way(isRunning: isRunning)
        try await way.go(to: step)
        try await way.moving.world.engine.disks.cancelMove(way.moving.disk.id)
        guard case .failed(let failure, let leftovers) = try await way.finish(from: step) else {
            Issue.record("It was moved.")
            return
        }
        #expect(failure.code == .cancelled && leftovers.isEmpty)
        try expectWhole(way.moving, "first")
        #expect(try way.moving.now == way.moving.disk)
        #expect(way.workflow.event(of: failure).code == .diskMoveCancelled)
    }

    /// One that comes too late changes nothing, and does not end the disk's next move.
    @Test func aMoveThatHasSwitchedIsNotCancelled() async throws {
        var way = try await Way(isRunning: true)
        let (engine, disk) = (way.moving.world.engine, way.moving.disk.id)
        try await way.go(to: 3)
        try await engine.disks.cancelMove(disk)
        #expect(try await way.finish(from: 3) == .finished)
        #expect(try way.moving.now.isMoveCancelled == nil)
        let failure = await #expect(throws: Failure.self) { try await engine.disks.cancelMove(disk) }
        #expect(failure?.code == .conflict)
    }

    /// An engine that dies after the work of a step does it again, with what it knew before; the VM writes all the time.
    @Test(arguments: [true, false], MoveDisk.steps.indices)
    func anEngineThatDiesInAStepLosesNothing(isRunning: Bool, dying: Int) async throws {
        var way = try await Way(isRunning: isRunning)
        let (moving, cluster) = (way.moving, way.moving.world.cluster)
        var content = "first"
        for (number, step) in MoveDisk.steps.enumerated() {
            if number == dying {
                var lost = way.workflow
                try await step.action(&lost, moving.world.context)
            }
            try await step.action(&way.workflow, moving.world.context)
            if isRunning {
                content = "after \(number)"
                cluster.write(content, to: moving.disk.id, of: moving.vm.id)
            }
        }
        try expectWhole(moving, content)
        #expect(try moving.now.replicaSetID == moving.target.id)
    }

    @Test(arguments: [true, false], ["deleteImage", "makeImage", "copyDisk", "diskCopy", "switchDisk"])
    func whateverFailsOnceLeavesOneWholeImage(isRunning: Bool, command: String) async throws {
        for losesReply in [true, false] {
            let way = try await Way(isRunning: isRunning)
            let cluster = way.moving.world.cluster
            if losesReply { cluster.loseNextReply(of: command) } else { cluster.failNext(command) }
            _ = try await way.finish(from: 0)
            try expectWhole(way.moving, "first")
        }
    }

    /// The VM ends with its host before each step, having written until then.
    @Test(arguments: MoveDisk.steps.indices) func aVMThatIsLostKeepsWhatItHasWritten(step: Int) async throws {
        var way = try await Way(isRunning: true)
        try await way.go(to: step)
        way.moving.world.cluster.write("last", to: way.moving.disk.id, of: way.moving.vm.id)
        try await way.loseVM()
        let phase = try await way.finish(from: step)
        try expectWhole(way.moving, "last")
        let isMoved = try way.moving.now.replicaSetID == way.moving.target.id
        #expect(isMoved == (step >= 4) && (phase == .finished) == isMoved)
    }

    /// The same, and the answer to the last command never came.
    @Test func aChangeOfWhichNobodyHeardCounts() async throws {
        var way = try await Way(isRunning: true)
        try await way.go(to: 3)
        var lost = way.workflow
        try await MoveDisk.steps[3].action(&lost, way.moving.world.context)
        way.moving.world.cluster.write("last", to: way.moving.disk.id, of: way.moving.vm.id)
        try await way.loseVM()
        #expect(try await way.finish(from: 3) == .finished)
        try expectWhole(way.moving, "last")
        #expect(try way.moving.now.replicaSetID == way.moving.target.id)
    }

    @Test func bothImagesAreKeptWhenNobodyKnowsWhichCounts() async throws {
        var way = try await Way(isRunning: true)
        try await way.go(to: 3)
        try await way.loseVM()
        way.moving.world.cluster.leaveUnclear(way.moving.old)
        guard case .failed(_, let leftovers) = try await way.finish(from: 3) else {
            Issue.record("It was moved.")
            return
        }
        #expect(leftovers.contains { $0.message.contains("Nobody knows") })
        #expect(try way.moving.now.status == .illegal)
        #expect(Set(way.moving.world.cluster.images.keys) == [way.moving.old, way.moving.new])
        let (engine, disk) = (way.moving.world.engine, way.moving.disk)
        await #expect(throws: Failure.self) { try await engine.vms.start(way.moving.vm.id, by: RequestOrigin()) }
        try await way.moving.world.carry(RemoveDisk(disk: try way.moving.now))
        #expect(way.moving.world.cluster.images.isEmpty)
        #expect(way.moving.world.context.inventory.disks[disk.id] == nil)
    }

    @Test func aCopyThatEndsByItselfIsBegunAgain() async throws {
        let way = try await Way(isRunning: true)
        way.moving.world.cluster.breakCopies(2)
        #expect(try await way.finish(from: 0) == .finished)
        try expectWhole(way.moving, "first")
    }

    @Test func aCopyThatEndsByItselfAgainAndAgainIsGivenUp() async throws {
        let way = try await Way(isRunning: true)
        way.moving.world.cluster.breakCopies(.max)
        guard case .failed(let failure, []) = try await way.finish(from: 0) else {
            Issue.record("It was moved.")
            return
        }
        #expect(failure.message.contains("again and again"))
        try expectWhole(way.moving, "first")
    }

    @Test func theJobTellsHowFarItIs() async throws {
        let way = try await Way(isRunning: true)
        let context = way.moving.world.context
        let facts = DiskCopyFacts(.copying, copied: .mebibytes(1), total: .mebibytes(4))
        context.store.observe { [id = way.moving.disk.id] in $0.diskCopies[id] = facts }
        let step = try #require(context.inventory.jobs.first { $0.name.contains("Moving") }?.steps[2])
        #expect(step.progress == 25 && step.detail == "1 MiB of 4 MiB")
    }
}
