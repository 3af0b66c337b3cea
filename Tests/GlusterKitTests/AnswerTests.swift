import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct AnswerTests {
    @Test func aDocumentCutOffAnywhereIsRefused() throws {
        let whole = try recorded("info")
        for length in stride(from: 0, to: whole.utf8.count - "</cliOutput>\n".utf8.count, by: 97) {
            let part = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
            #expect(throws: XMLProblem.self, "\(length) bytes") { try XMLElement(parsing: part) }
        }
    }

    @Test(arguments: ["", "   ", "<a>", "<a></b>", "<a/><b/>", "text", "<a/>text", "<a>&undefined;</a>"])
    func whatIsNoDocumentIsRefused(_ text: String) {
        #expect(throws: XMLProblem.self) { try XMLElement(parsing: text) }
    }

    @Test func aRefusalCarriesTheToolsWordsAndNumbers() async throws {
        let (_, gluster) = try host(("volume set", fixture: "set-bad"))
        await #expect(
            throws: GlusterError(
                request: "volume set data-1 no.such-option on", result: -1, number: 30800,
                message: "option : no.such-option does not exist\nDid you mean nfs.drc-size or ...rpc-statd?")
        ) { try await gluster.set("data-1", ["no.such-option": "on"]) }
    }

    @Test func aPositiveResultIsAlsoARefusal() async throws {
        let (_, gluster) = try host(("peer detach", fixture: "detach-in-use"))
        let error = await #expect(throws: GlusterError.self) { try await gluster.detach("h3-storage") }
        #expect(error?.result == 1)
        #expect(error?.message.hasPrefix("Peer h3-storage hosts one or more bricks.") == true)
    }

    @Test func aNonZeroStatusIsAFailureWhateverTheDocumentSays() async throws {
        let commands = ScriptedCommands()
        commands.answer("gluster", CommandOutput(status: 1, standardOutput: try recorded("probe")))
        await #expect(throws: GlusterError.self) { try await Gluster(commands).probe("h2") }
    }

    @Test func plainTextFailuresAreRead() async throws {
        let commands = ScriptedCommands()
        let words = "Connection failed. Please check if gluster daemon is operational."
        commands.answer("gluster", CommandOutput(status: 1, standardOutput: words + "\n"))
        await #expect(throws: GlusterError(request: "peer status", message: words)) {
            try await Gluster(commands).peers()
        }
    }

    @Test func anEmptyAnswerIsNoSuccess() async throws {
        let commands = ScriptedCommands()
        commands.answer("gluster", "")
        await #expect(throws: GlusterError.self) { try await Gluster(commands).start("data-1") }
    }

    @Test func waitsWhileAnotherTransactionIsInProgress() async throws {
        let commands = ScriptedCommands()
        let busy = CommandOutput(status: 0, standardOutput: try recorded("another-transaction"))
        commands.answer("gluster", busy, busy, CommandOutput(status: 0, standardOutput: try recorded("probe")))
        try await Gluster(commands).set("data-1", ["features.shard": "on"])
        #expect(commands.lines.count == 3)
    }

    @Test func givesUpWaitingInTheEnd() async throws {
        let (commands, _) = try host(("volume set", fixture: "another-transaction"))
        let gluster = Gluster(commands, patience: .milliseconds(300))
        let error = await #expect(throws: GlusterError.self) { try await gluster.set("v1", ["features.shard": "on"]) }
        #expect(error?.number == GlusterError.Number.anotherTransaction)
    }

    @Test func readsTheVersion() async throws {
        let commands = ScriptedCommands()
        commands.answer("gluster --version", "glusterfs 10.3\nRepository revision: git://git.gluster.org/\n")
        #expect(try await Gluster(commands).version() == "10.3")
    }
}
