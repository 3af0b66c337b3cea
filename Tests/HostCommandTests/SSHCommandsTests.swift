import Foundation
import Testing

@testable import HostCommand

@Suite struct SSHCommandsTests {
    let ssh = SSHCommands(
        .init(address: "10.0.0.1", keyFile: "/k", knownHostsFile: "/known", controlFolder: "/control"))

    @Test func aRemoteShellReadsEveryArgumentBackUnchanged() async throws {
        let arguments = ["a b", "it's", "$(reboot)", "`x`", "", "back\\slash", "new\nline", "*"]
        let line = try #require(ssh.wrapped(Command("printf", ["%s\\0"] + arguments)).arguments.last)
        let read = try await LocalCommands().output(of: Command("sh", ["-c", line]))
        #expect(read == arguments.map { $0 + "\0" }.joined())
    }

    @Test func pinsTheHostKeyAndNeverAsks() {
        let arguments = ssh.wrapped(Command("true")).arguments
        #expect(arguments.contains("BatchMode=yes"))
        #expect(arguments.contains("UserKnownHostsFile=/known"))
        #expect(arguments.contains("StrictHostKeyChecking=accept-new"))
    }
}
