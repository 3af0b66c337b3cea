import Foundation
import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct SplitBrainTests {
    static let image = "ce76c0e9-e54d-4df8-9182-b6e9acc3f7ee"
    static let shard = "621e3c36-2ec3-40a1-9846-ff7812247b6c"

    @Test func entriesHaveTheirIdentityAndWhereTheBrickKnowsItTheirPath() async throws {
        let (_, gluster) = try host(("volume heal v info split-brain", fixture: "split-brain"))
        let bricks = try await gluster.splitBrains(of: "v")
        #expect(bricks.map { $0.entries.map(\.gfid) } == Array(repeating: [Self.image, Self.shard], count: 3))
        #expect(bricks[0].entries.map(\.path) == [nil, nil])
        #expect(bricks[1].entries.map(\.path) == ["/images/d1", "/.shard/\(Self.image).1"])
    }

    @Test func aBrickThatCouldNotBeAskedIsToldAsSuch() async throws {
        let (_, gluster) = try host(("volume heal v info split-brain", fixture: "split-brain-brick-down"))
        #expect(try await gluster.splitBrains(of: "v").map(\.isConnected) == [true, true, false])
    }

    static let source = GlusterBrick(host: "10.93.1.12", directory: "/b/brick")

    func resolve(_ output: CommandOutput) async throws -> (isDecided: Bool, lines: [String]) {
        let commands = ScriptedCommands()
        commands.answer("gluster", output)
        let isDecided = try await Gluster(commands).resolveSplitBrain(of: "v", gfid: Self.shard, source: Self.source)
        return (isDecided, commands.lines)
    }

    @Test func namesTheBrickWhoseCopyIsRight() async throws {
        let done = try await resolve(.init(status: 0, standardOutput: "Healed gfid:\(Self.shard).\n"))
        #expect(done.isDecided)
        #expect(
            done.lines == [
                "gluster --mode=script --xml volume heal v split-brain source-brick 10.93.1.12:/b/brick gfid:\(Self.shard)"
            ])
    }

    @Test func whatIsResolvedAlreadyIsAsWished() async throws {
        let words = "Healing gfid:\(Self.shard) failed: File not in split-brain.\nVolume heal failed.\n"
        #expect(try await !resolve(.init(status: 1, standardOutput: words)).isDecided)
    }

    @Test(arguments: [
        (1, "\"10.93.1.12:/b/other\"- No such brick available in the volume.\n"),
        (2, "Lookup failed on gfid:\(Self.shard):No such file or directory.\n"), (1, ""),
    ])
    func refusalsAreToldInTheToolsWords(_ status: Int, _ words: String) async throws {
        let error = await #expect(throws: GlusterError.self) {
            try await resolve(.init(status: Int32(status), standardOutput: words))
        }
        #expect(words.hasPrefix(error?.message ?? "?") || words.isEmpty)
    }
}
