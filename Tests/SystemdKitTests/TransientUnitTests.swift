import HostCommand
import HostCommandTesting
import Testing

@testable import SystemdKit

@Suite struct TransientUnitTests {
    @Test(arguments: [
        ("LoadState=not-found\nActiveState=inactive\nSubState=dead\nResult=success\n", TransientUnit.State.unknown),
        ("Result=success\nLoadState=loaded\nActiveState=activating\nSubState=start-pre\n", .running),
        ("Result=success\nLoadState=loaded\nActiveState=activating\nSubState=start\n", .running),
        ("Result=success\nLoadState=loaded\nActiveState=active\nSubState=exited\n", .succeeded),
        ("Result=exit-code\nLoadState=loaded\nActiveState=failed\nSubState=failed\n", .failed("exit-code")),
        ("Result=success\nLoadState=loaded\nActiveState=inactive\nSubState=dead\n", .unknown),
    ])
    func readsItsState(_ text: String, _ state: TransientUnit.State) async throws {
        let host = ScriptedCommands()
        host.answer("systemctl show", text)
        #expect(try await TransientUnit("work-1", host).state() == state)
        #expect(host.lines.first?.hasSuffix(" work-1.service") == true)
    }

    @Test func startsItsProgramsOneAfterTheOther() async throws {
        let host = ScriptedCommands()
        host.answer("systemd-run")
        try await TransientUnit("work-1", host).start(
            "Work", [Command("/bin/first", ["a b"]), Command("/bin/second", ["-q"])], environment: ["B": "2", "A": "1"])
        #expect(
            host.commands.first?.argumentVector == [
                "systemd-run", "--quiet", "--no-block", "--unit=work-1.service", "--description=Work",
                "--service-type=oneshot", "--remain-after-exit", #"--property=ExecStartPre="/bin/first" "a b""#,
                "--setenv=A=1", "--setenv=B=2", "--", "/bin/second", "-q",
            ])
    }

    @Test func quotesAsSystemdReads() {
        #expect(TransientUnit.line(Command("/bin/x", [#"a"b\c"#])) == #""/bin/x" "a\"b\\c""#)
    }
}
