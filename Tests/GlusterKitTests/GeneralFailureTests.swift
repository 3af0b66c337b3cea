import HostCommand
import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct GeneralFailureTests {
    /// 30800 is glusterd's number for any failure, of names that exist and of others alike.
    @Test(arguments: ["Host h2 is not in 'Peer in Cluster' state", "Volume data-1 already exists"])
    func aGeneralFailureOfVolumeCreateIsNotTakenForAlreadyExists(_ words: String) async {
        let commands = ScriptedCommands()
        let answer = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <cliOutput><opRet>-1</opRet><opErrno>30800</opErrno><opErrstr>\(words)</opErrstr></cliOutput>
            """
        commands.answer("gluster --mode=script --xml volume create", CommandOutput(status: 1, standardOutput: answer))
        let bricks = [GlusterBrick(host: "h1", directory: "/b/1")]
        let error = await #expect(throws: GlusterError.self) {
            try await Gluster(commands).create("data-1", .distributed, bricks: bricks)
        }
        #expect(error?.message == words && error?.number == GlusterError.Number.internal)
    }
}
