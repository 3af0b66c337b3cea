import ArgumentParser
import Glibc
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct ProgramTests {
    @Test(arguments: [
        ["frob"], ["vm", "create"], ["vm", "list", "--output", "xml"], ["event", "list", "--max", "0"],
        ["vm", "list", "--config", "/no/such/config"], ["login", "http://h1"],
        ["context", "use", "nobody", "--config", "/x"],
    ])
    func misuseEndsWith2(arguments: [String]) async {
        let result = await mortar(arguments)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("Error: ") && result.output.isEmpty)
    }

    @Test(arguments: [["--help"], ["vm", "create", "--help"], ["vm"], ["--generate-completion-script", "bash"]])
    func helpIsNoError(arguments: [String]) async {
        let result = await mortar(arguments)
        #expect(result.status == 0)
        #expect(!result.output.isEmpty && result.errors.isEmpty)
    }

    @Test func anEngineThatDoesNotAnswerIsAFailure() async throws {
        let configuration = Configuration(
            current: "a",
            contexts: ["a": Context(url: "https://127.0.0.1:1", user: "u", token: "t", authority: nil)])
        let result = try await withConfigurationFile { file in
            try file.save(configuration)
            return await mortar("vm", "list", "--config", file.path)
        }
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("Error: No engine answers at https://127.0.0.1:1.\nCause: Connection refused."))
    }

    @Test func signalsAreLeftToCommandsThatTrapThem() async {
        #expect(await CommandLineProgram.interruptibly(Patient.self, []) == 0)
        #expect(await CommandLineProgram.interruptibly(Trapping.self, []) == 0)
    }

    @Test func everyCommandHasAnAbstractAndExamples() {
        func check(_ command: any ParsableCommand.Type) {
            let configuration = command.configuration
            #expect(!configuration.abstract.isEmpty, "\(command)")
            #expect(configuration.discussion.contains("Example"), "\(command)")
            #expect(configuration.discussion.contains("  mortar "), "\(command)")
            configuration.subcommands.forEach(check)
        }
        MortarCommands.all.forEach(check)
    }
}

/// Waits until signals are caught by the program.
private struct Patient: AsyncParsableCommand {
    func run() async throws {
        for _ in 1...1000 {
            if terminationIsTrapped { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Failure(.internal, "Nobody has trapped the signal.")
    }
}

/// Looks for a while that signals are not caught by the program.
private struct Trapping: AsyncParsableCommand, SignalTrapping {
    func run() async throws {
        for _ in 1...20 {
            if terminationIsTrapped { throw Failure(.internal, "Somebody else has trapped the signal.") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

private var terminationIsTrapped: Bool {
    var action = sigaction()
    sigaction(SIGTERM, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        != unsafeBitCast(SIG_DFL, to: Int.self)
}
