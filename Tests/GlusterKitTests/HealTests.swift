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
        #expect(bricks.map(\.total) == [0, 0, nil])
    }

    /// While an entry is being healed it does not wait any more, and is not healed yet.
    @Test func whatIsBeingHealedCounts() async throws {
        let xml = try recorded("heal").replacing(
            "<totalNumberOfEntries>0</totalNumberOfEntries>", with: "<totalNumberOfEntries>1</totalNumberOfEntries>",
            maxReplacements: 1)
        let commands = ScriptedCommands()
        commands.answer("gluster", xml)
        let bricks = try await Gluster(commands).healSummary(of: "data-1")
        #expect(bricks.map(\.total) == [1, 0, 0])
    }

    @Test func aVolumeThatIsMissingIsRefused() async throws {
        let commands = ScriptedCommands()
        commands.answer("gluster", CommandOutput(status: 254, standardOutput: try recorded("heal-missing")))
        let error = await #expect(throws: GlusterError.self) { try await Gluster(commands).healSummary(of: "nope") }
        #expect(error?.message == "Volume nope does not exist")
    }
}
