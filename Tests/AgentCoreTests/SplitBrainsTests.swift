import AgentAPI
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct SplitBrainsTests {
    let commands = ScriptedCommands()
    static let gfid = "621e3c36-2ec3-40a1-9846-ff7812247b6c"

    func brick(_ host: Int, _ text: String, status: String = "Connected") -> String {
        """
        <brick hostUuid="-"><name>10.0.1.\(host):/b/brick</name><file gfid="\(Self.gfid)">\(text)</file>
        <status>\(status)</status><numberOfEntries>1</numberOfEntries></brick>
        """
    }

    func answer(_ bricks: String...) {
        commands.answer(
            "gluster",
            "<cliOutput><healInfo><bricks>\(bricks.joined())</bricks></healInfo><opRet>0</opRet></cliOutput>")
    }

    @Test func anEntryIsToldOnceWithThePathThatAnyBrickKnows() async throws {
        answer(brick(1, "/images/d1"), brick(2, "&lt;gfid:\(Self.gfid)&gt;"))
        let list = try await SplitBrains(commands).list("data-1")
        #expect(list == SplitBrainList(entries: [.init(gfid: Self.gfid, path: "/images/d1")], isComplete: true))
    }

    @Test func aListWithoutABrickIsIncomplete() async throws {
        answer(brick(1, "/images/d1"), brick(2, "", status: "Transport endpoint is not connected"))
        #expect(try await !SplitBrains(commands).list("data-1").isComplete)
    }

    @Test func refusalsHaveTheToolsWordsAsTheirCause() async throws {
        commands.answer("gluster", CommandOutput(status: 1, standardOutput: "No such brick available in the volume.\n"))
        let failure = try await #require(throws: Failure.self) {
            try await SplitBrains(commands).resolve(
                SplitBrainResolution(
                    volume: "data-1", gfid: Self.gfid, source: VolumeBrick(host: "10.0.1.9", directory: "/b")))
        }
        #expect(failure.code == .toolFailed && failure.cause?.contains("No such brick") == true)
    }
}
