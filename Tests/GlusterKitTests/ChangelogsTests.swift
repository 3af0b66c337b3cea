import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

/// Recorded on GlusterFS 10.3 while the third brick was down.
@Suite struct ChangelogsTests {
    private static let brick = "/bricks/b1/brick"
    private static let gfid = "6a1b2c3d-0000-4000-8000-00000000000a"
    private static let dump = """
        # file: /bricks/b1/brick/.glusterfs/6a/1b/6a1b2c3d-0000-4000-8000-00000000000a
        trusted.afr.data-1-client-0=0x000000000000000000000000
        trusted.afr.data-1-client-2=0x000000070000000000000000
        trusted.afr.dirty=0x000000010000000000000000

        # file: /bricks/b1/brick/.glusterfs/00/00/00000000-0000-0000-0000-000000000001
        trusted.afr.data-1-client-2=0x000000000000000000000003
        trusted.afr.data-10-client-1=0x000000000000000000000003

        """

    private func host(entries: [String]) -> ScriptedCommands {
        let commands = ScriptedCommands()
        commands.answer("find \(Self.brick)/.glusterfs/indices/xattrop", entries.map { $0 + "\n" }.joined())
        return commands
    }

    @Test func countsEntriesThatMissedAWrite() async throws {
        let commands = host(entries: ["xattrop-0b0c", Self.gfid, "00000000-0000-0000-0000-000000000001"])
        commands.answer("getfattr", Self.dump)
        let blames = try await Changelogs(commands).blames(brick: Self.brick, volume: "data-1")
        #expect(blames == [2: 2])
        #expect(
            commands.lines.last?.hasSuffix("\(Self.brick)/.glusterfs/00/00/00000000-0000-0000-0000-000000000001")
                == true)
    }

    @Test func aBrickWithoutEntriesIsAskedNothingMore() async throws {
        let commands = host(entries: ["xattrop-0b0c"])
        #expect(try await Changelogs(commands).blames(brick: Self.brick, volume: "data-1") == [:])
        #expect(commands.lines.count == 1)
    }

    @Test func entriesThatWereRemovedMeanwhileArePassedBy() async throws {
        let commands = host(entries: [Self.gfid])
        commands.fail("getfattr", "getfattr: \(Self.brick)/.glusterfs/6a/1b/\(Self.gfid): No such file or directory")
        #expect(try await Changelogs(commands).blames(brick: Self.brick, volume: "data-1") == [:])
    }

    @Test func aBrickThatCannotBeReadInFullIsAnError() async {
        let commands = host(entries: [Self.gfid])
        commands.fail("getfattr", "getfattr: \(Self.brick)/.glusterfs/6a/1b/\(Self.gfid): Input/output error")
        await #expect(throws: CommandFailure.self) {
            try await Changelogs(commands).blames(brick: Self.brick, volume: "data-1")
        }
        let missing = ScriptedCommands()
        missing.fail("find", "find: No such file or directory")
        await #expect(throws: CommandFailure.self) {
            try await Changelogs(missing).blames(brick: Self.brick, volume: "data-1")
        }
    }

    @Test func manyEntriesAreAskedInBatches() async throws {
        let many = (0..<1_200).map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits + "-0000-4000-8000-000000000000"
        }
        let commands = host(entries: many)
        commands.answer("getfattr", Self.dump)
        #expect(try await Changelogs(commands).blames(brick: Self.brick, volume: "data-1") == [2: 6])
    }
}
