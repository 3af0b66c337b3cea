import Foundation
import HostCommand
import Testing

@Suite struct LocalCommandsTests {
    let runner = LocalCommands()

    @Test func returnsStatusAndBothOutputs() async throws {
        let output = try await runner.run(Command("sh", ["-c", "echo out; echo err >&2; exit 3"]))
        #expect(output == CommandOutput(status: 3, standardOutput: "out\n", standardError: "err\n"))
    }

    @Test func passesInputAndArgumentsUnchanged() async throws {
        let echoed = try await runner.output(of: Command("cat", input: .bytes(Array("a $b 'c'".utf8))))
        #expect(echoed == "a $b 'c'")
        let printed = try await runner.output(of: Command("printf", ["%s|", "a b", "$HOME", "'"]))
        #expect(printed == "a b|$HOME|'|")
    }

    @Test func endsAProgramAndItsChildrenAtTheTimeLimit() async throws {
        let started = ContinuousClock.now
        let command = Command("sh", ["-c", "trap '' TERM; sleep 600 & sleep 600"], timeLimit: .milliseconds(200))
        await #expect(throws: CommandFailure(command, .timedOut(.milliseconds(200)))) { try await runner.run(command) }
        #expect(ContinuousClock.now - started < .seconds(300))
    }

    @Test func endsAProgramWhenItsCallerIsCancelled() async throws {
        let task = Task { try await runner.run(Command("sleep", ["30"])) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func programsDoNotSpeakForTheService() async throws {
        setenv("NOTIFY_SOCKET", "/nowhere", 1)
        defer { unsetenv("NOTIFY_SOCKET") }
        #expect(try await runner.output(of: Command("sh", ["-c", "echo ${NOTIFY_SOCKET-none}"])) == "none\n")
    }

    @Test func saysWhichProgramIsMissing() async {
        let command = Command("no-such-program")
        await #expect(throws: CommandFailure(command, .notFound)) { try await runner.run(command) }
    }

    @Test func refusesTooMuchOutput() async {
        let command = Command("head", ["-c", "100000", "/dev/zero"], outputLimit: 1000)
        await #expect(throws: CommandFailure(command, .tooMuchOutput(limit: 1000))) { try await runner.run(command) }
    }

    @Test func aFaultFileReplacesTheMatchingCommandOnly() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "faults-\(UUID())").path()
        try "7 echo hello".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let faulty = LocalCommands(faults: FaultFile(path: path))
        #expect(try await faulty.run(Command("echo", ["hello"])).status == 7)
        #expect(try await faulty.run(Command("echo", ["bye"])).status == 0)
    }
}
