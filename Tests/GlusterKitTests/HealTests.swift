import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct HealTests {
    @Test func aHealthyVolumeHasNothingPending() async throws {
        let (_, gluster) = try host(("volume heal data-1 info summary", fixture: "heal"))
        let bricks = try await gluster.healSummary(of: "data-1")
        #expect(bricks.map(\.pending) == [0, 0, 0])
        #expect(bricks.map(\.splitBrain) == [0, 0, 0])
        #expect(bricks.allSatisfy { $0.isConnected })
    }

    @Test func aBrickThatCouldNotBeAskedIsUnknownAndNotClean() async throws {
        let (_, gluster) = try host(("volume heal data-1 info summary", fixture: "heal-brick-down"))
        let bricks = try await gluster.healSummary(of: "data-1")
        #expect(bricks.map(\.isConnected) == [true, true, false])
        #expect(bricks.map(\.pending) == [0, 0, nil])
    }

    @Test func aVolumeThatIsMissingIsRefused() async throws {
        let commands = ScriptedCommands()
        commands.answer("gluster", CommandOutput(status: 254, standardOutput: try recorded("heal-missing")))
        let error = await #expect(throws: GlusterError.self) { try await Gluster(commands).healSummary(of: "nope") }
        #expect(error?.message == "Volume nope does not exist")
    }
}
