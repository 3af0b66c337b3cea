import HostCommand
import HostCommandTesting
import SmartKit
import Testing

@Suite struct SmartctlTests {
    @Test func asksWithoutWakingTheDevice() async throws {
        let commands = ScriptedCommands()
        commands.answer("/opt/smart", try fixture("hdd-good"))
        _ = try await Smartctl(commands, program: "/opt/smart", timeLimit: .seconds(4)).report(of: "/dev/sdb")
        #expect(commands.lines == ["/opt/smart --json=c --all --nocheck=standby,3 /dev/sdb"])
        #expect(commands.commands.map(\.timeLimit) == [.seconds(4)])
    }

    @Test func doesNotReadTheDriveDatabaseForNVMe() async throws {
        let commands = ScriptedCommands()
        commands.answer("smartctl", try fixture("nvme-good"))
        _ = try await Smartctl(commands).report(of: "/dev/nvme0n1")
        #expect(commands.lines == ["smartctl --json=c --all --nocheck=standby,3 --drivedb=/dev/null /dev/nvme0n1"])
    }

    @Test func tellsASleepingDeviceFromOneThatRefuses() async throws {
        await #expect(throws: SmartError.asleep("Device is in STANDBY (OS) mode, exit(3)")) {
            try await report("asleep")
        }
    }

    @Test(arguments: [
        ("unknown-kind", "/dev/loop0: Unable to detect device type"),
        ("permission-denied", "Smartctl open device: /dev/sdb failed: Permission denied"),
        ("no-smart", "the device has no SMART"), ("switched-off", "SMART is switched off in the device"),
    ])
    func saysInTheToolsWordsWhyThereIsNothing(_ name: String, _ words: String) async throws {
        await #expect(throws: SmartError.refused(words)) { try await report(name) }
    }

    @Test func believesTheExitStatusOfAToolThatDoesNotRepeatIt() async throws {
        let commands = ScriptedCommands()
        let json = #"{"smart_status":{"passed":false}}"#
        commands.answer("smartctl", CommandOutput(status: 8, standardOutput: json))
        #expect(try await Smartctl(commands).report(of: "/dev/sdb").status == .failing)
        commands.answer("smartctl", CommandOutput(status: 2, standardOutput: json))
        await #expect(throws: SmartError.refused("the device has no SMART")) {
            try await Smartctl(commands).report(of: "/dev/sdb")
        }
    }

    @Test func aToolThatSaysNothingToReadIsAFailure() async throws {
        let commands = ScriptedCommands()
        commands.fail("smartctl", status: 127, "libstdc++.so.6: cannot open shared object file")
        let failure = await #expect(throws: CommandFailure.self) {
            try await Smartctl(commands).report(of: "/dev/sdb")
        }
        #expect(failure?.status == 127 && failure?.tail.hasPrefix("libstdc++") == true)
        commands.answer("smartctl", "smartctl 6.6")
        await #expect(throws: SmartError.self) { try await Smartctl(commands).report(of: "/dev/sdb") }
    }
}
