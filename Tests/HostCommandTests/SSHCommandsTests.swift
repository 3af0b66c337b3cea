import Foundation
import Testing

@testable import HostCommand

@Suite struct SSHCommandsTests {
    let ssh = SSHCommands(
        .init(address: "10.0.0.1", keyFile: "/k", knownHostsFile: "/known", controlFolder: "/control"))

    @Test func aRemoteShellReadsEveryArgumentBackUnchanged() async throws {
        let arguments = ["a b", "it's", "$(reboot)", "`x`", "", "back\\slash", "new\nline", "*", "'\u{301}$(reboot)"]
        let line = try #require(ssh.wrapped(Command("printf", ["%s\\0"] + arguments)).arguments.last)
        let read = try await LocalCommands().output(of: Command("sh", ["-c", line]))
        #expect(Array(read.utf8) == Array(arguments.map { $0 + "\0" }.joined().utf8))
    }

    @Test func aRemoteProgramSpeaksALanguageThatCanBeRead() async throws {
        let line = try #require(ssh.wrapped(Command("sh", ["-c", "echo $LC_ALL"])).arguments.last)
        #expect(try await LocalCommands().output(of: Command("sh", ["-c", line])) == "C.UTF-8\n")
    }

    @Test func pinsTheHostKeyAndNeverAsks() {
        let arguments = ssh.wrapped(Command("true")).arguments
        #expect(arguments.contains("BatchMode=yes"))
        #expect(arguments.contains("UserKnownHostsFile=/known"))
        #expect(arguments.contains("StrictHostKeyChecking=accept-new"))
    }
}
