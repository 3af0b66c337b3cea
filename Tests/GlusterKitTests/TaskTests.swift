import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

/// Recorded on GlusterFS 10.3.
@Suite struct TaskTests {
    private static let bricks = [4, 5, 6].compactMap { GlusterBrick("h1-storage:/b/\($0)/brick") }
    private static let words = bricks.map(\.description).joined(separator: " ")

    @Test func tellsHowFarARebalanceIs() async throws {
        let (_, gluster) = try host(
            ("volume status plain tasks", fixture: "tasks-rebalance"),
            ("volume rebalance plain status", fixture: "rebalance-done"))
        let task = try #require(try await gluster.task(of: "plain"))
        #expect(task.kind == .rebalance && task.state == .completed)
        #expect(task.files == 22 && task.bytes == 5_767_168 && task.lookups == 50)
        #expect(task.failures == 0 && task.skipped == 0)
    }

    @Test func aRebalanceGoesOnUntilTheToolSaysOtherwise() async throws {
        let (_, gluster) = try host(
            ("volume status plain tasks", fixture: "tasks-rebalance"),
            ("volume rebalance plain status", fixture: "rebalance-running"))
        #expect(try await gluster.task(of: "plain")?.state == .inProgress)
        let (_, layout) = try host(
            ("volume status plain tasks", fixture: "tasks-rebalance"),
            ("volume rebalance plain status", fixture: "layout-done"))
        #expect(try await layout.task(of: "plain")?.state == .completed)
    }

    @Test func tellsFromWhichBricksDataIsMoved() async throws {
        let (_, gluster) = try host(
            ("volume status plain tasks", fixture: "tasks-removal"),
            ("volume remove-brick plain \(Self.words) status", fixture: "removal-done"))
        let task = try #require(try await gluster.task(of: "plain"))
        #expect(task.kind == .removal(of: Self.bricks) && task.state == .completed)
        #expect(task.files == 50)
    }

    @Test func aVolumeThatNothingIsDoneOnHasNoTask() async throws {
        let (_, gluster) = try host(("volume status plain tasks", fixture: "tasks-none"))
        #expect(try await gluster.task(of: "plain") == nil)
    }

    /// While another host still moves data, it goes on: what protects its files must not end.
    @Test func aHostThatFailedMakesTheWholeFailAtTheEnd() throws {
        func node(_ status: Int) -> String {
            "<files>1</files><size>1</size><lookups>1</lookups><failures>1</failures><skipped>0</skipped><status>\(status)</status>"
        }
        var task = try #require(
            try GlusterTask(
                try XMLElement(parsing: "<task><type>Rebalance</type><id>t</id><status>1</status></task>")))
        try task.read(
            try XMLElement(
                parsing: "<r><node>\(node(3))</node><node>\(node(4))</node><aggregate>\(node(3))</aggregate></r>"))
        #expect(task.state == .failed)
        try task.read(
            try XMLElement(
                parsing: "<r><node>\(node(3))</node><node>\(node(1))</node><aggregate>\(node(3))</aggregate></r>"))
        #expect(task.state == .inProgress)
        try task.read(
            try XMLElement(
                parsing: "<r><node>\(node(1))</node><node>\(node(4))</node><aggregate>\(node(4))</aggregate></r>"))
        #expect(task.state == .inProgress)
    }

    @Test func asksTheToolInItsWords() async throws {
        let (commands, gluster) = try host(("volume", fixture: "create"))
        try await gluster.startRebalance(of: "v", .balanced)
        try await gluster.startRebalance(of: "v", .forced)
        try await gluster.startRebalance(of: "v", .layoutOnly)
        try await gluster.stopRebalance(of: "v")
        try await gluster.startRemoval(of: [Self.bricks[0]], from: "v")
        try await gluster.stopRemoval(of: [Self.bricks[0]], from: "v")
        try await gluster.commitRemoval(of: [Self.bricks[0]], from: "v")
        try await gluster.reduce("v", toReplicas: 2, without: [Self.bricks[0]])
        try await gluster.add([Self.bricks[0]], to: "v")
        try await gluster.add([Self.bricks[0]], to: "v", layout: .replicated(count: 3, hasArbiter: true), force: true)
        try await gluster.reset("v", option: "a.b")
        try await gluster.reset("v", force: true)
        try await gluster.startReset(of: Self.bricks[0], in: "v")
        try await gluster.commitReset(of: Self.bricks[0], in: "v")
        try await gluster.startProfile(of: "v")
        try await gluster.stopProfile(of: "v")
        try await gluster.stop("v", force: true)
        let brick = Self.bricks[0].description
        #expect(
            commands.lines.map { $0.dropFirst("gluster --mode=script --xml volume ".count) } == [
                "rebalance v start", "rebalance v start force", "rebalance v fix-layout start", "rebalance v stop",
                "remove-brick v \(brick) start", "remove-brick v \(brick) stop", "remove-brick v \(brick) commit",
                "remove-brick v replica 2 \(brick) force", "add-brick v \(brick)",
                "add-brick v replica 3 arbiter 1 \(brick) force", "reset v a.b", "reset v force",
                "reset-brick v \(brick) start", "reset-brick v \(brick) \(brick) commit force", "profile v start",
                "profile v stop", "stop v force",
            ])
    }

    /// Plain text, also in the machine interface.
    @Test func asksForAHeal() async throws {
        let commands = ScriptedCommands()
        commands.answer(
            "gluster", "Launching heal operation to perform index self heal on volume v has been successful \n")
        try await Gluster(commands).startHeal(of: "v")
        #expect(commands.lines == ["gluster --mode=script --xml volume heal v"])
        commands.answer(
            "gluster",
            CommandOutput(
                status: 1,
                standardError:
                    "Launching heal operation to perform index self heal on volume v has been unsuccessful:\nVolume v does not exist\n"
            ))
        let error = await #expect(throws: GlusterError.self) { try await Gluster(commands).startHeal(of: "v") }
        #expect(error?.message.hasSuffix("Volume v does not exist") == true)
    }

    @Test func tellsWhyTheToolRefuses() async throws {
        let (_, gluster) = try host(("volume rebalance plain start", fixture: "rebalance-again"))
        let error = await #expect(throws: GlusterError.self) {
            try await gluster.startRebalance(of: "plain", .balanced)
        }
        #expect(error?.message == "Rebalance on plain is already started")
    }

    /// After the first three of six bricks were taken away.
    @Test func bricksKeepTheirNumbersWhenOthersGo() async throws {
        let commands = ScriptedCommands()
        let record = { (path: Int, number: Int) in
            "uuid=b543f0cc\nhostname=h1-storage\npath=/b/\(path)/brick\nbrick-id=plain-client-\(number)\n"
        }
        commands.answer("grep", record(4, 3) + record(5, 4) + record(6, 5))
        let numbers = try await ClientNumbers(commands).numbers(of: "plain")
        #expect(numbers == [Self.bricks[0]: 3, Self.bricks[1]: 4, Self.bricks[2]: 5])
        let other = ScriptedCommands()
        other.answer("grep", "uuid=1\nhostname=h1\npath=/b\nbrick-id=other-client-1\n")
        await #expect(throws: GlusterError.self) { try await ClientNumbers(other).numbers(of: "plain") }
    }
}
