import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct PoolTests {
    @Test func listsTheOtherMembers() async throws {
        let (_, gluster) = try host(("peer status", fixture: "peer-status"))
        let peers = try await gluster.peers()
        #expect(peers.map(\.names) == [["h2-storage"], ["h3-storage"]])
        #expect(peers.allSatisfy { $0.isConnected && $0.isMember && $0.state == "Peer in Cluster" })
        #expect(peers[0].uuid == "72bebbbb-c059-4155-845e-ef880464ddc5")
    }

    @Test func asksAnotherHostForItsView() async throws {
        let (commands, gluster) = try host(("--remote-host=h2 peer status", fixture: "peer-status"))
        _ = try await gluster.peers(seenBy: "h2")
        #expect(commands.lines == ["gluster --mode=script --xml --remote-host=h2 peer status"])
    }

    @Test func probingAMemberAgainSucceeds() async throws {
        let (_, gluster) = try host(("peer probe", fixture: "probe-again"))
        #expect(try await gluster.probe("h2-storage") == .wasMember)
    }

    @Test func tellsNewMembersAndItselfApart() async throws {
        let (_, gluster) = try host(("peer probe h2", fixture: "probe"), ("peer probe h1", fixture: "probe-self"))
        #expect(try await gluster.probe("h2") == .added)
        #expect(try await gluster.probe("h1") == .thisHost)
    }

    @Test func aHostThatDoesNotAnswerCannotBeProbed() async throws {
        let (_, gluster) = try host(("peer probe", fixture: "probe-nohost"))
        let error = await #expect(throws: GlusterError.self) { try await gluster.probe("h9") }
        #expect(error?.number == 107)
        #expect(error?.message == "Probe returned with Transport endpoint is not connected")
    }

    @Test func readsThisHostsIdentity() async throws {
        let (_, gluster) = try host(("system:: uuid get", fixture: "uuid"))
        #expect(try await gluster.uuid() == "32b8766a-ef7d-4c8c-b4f7-6fcb28926b84")
    }

    @Test func aDaemonThatHangsIsAnErrorOfGlusters() async throws {
        let error = await #expect(throws: GlusterError.self) { try await Gluster(HangingCommands()).peers() }
        #expect(error?.request == "peer status")
    }
}

/// A host on which nothing comes to its end in time.
private struct HangingCommands: CommandRunner {
    func run(_ command: Command) async throws -> CommandOutput {
        throw CommandFailure(command, .timedOut(command.timeLimit))
    }
}
