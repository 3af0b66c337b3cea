import Foundation
import Glibc
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct PasswordPromptTests {
    @Test(arguments: ["s& é", "s& é\n", "s& é\r\n", "s& é\r\nmore\r\n", "s& é\nmore\n"])
    func takesTheFirstLineOfAFile(content: String) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "password-\(UUID())").path()
        try Data(content.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try await PasswordPrompt.password(for: "u", file: path) == "s& é")
    }

    @Test func takesTheLineThatIsTypedUnseen() async throws {
        let terminal = try PseudoTerminal()
        let password = try await quietly {
            try await PasswordPrompt.typed(by: "u", at: terminal.end)
        } during: {
            while terminal.echoes { try await Task.sleep(for: .milliseconds(5)) }
            terminal.type("secret\n")
        }
        #expect(password == "secret")
        #expect(terminal.echoes)
    }

    @Test func isEndedByCancellationAndLeavesTheTerminalAsItWas() async throws {
        let terminal = try PseudoTerminal()
        let prompt = Task {
            try await quietly {
                try await PasswordPrompt.typed(by: "u", at: terminal.end)
            } during: {
            }
        }
        while terminal.echoes { try await Task.sleep(for: .milliseconds(5)) }
        prompt.cancel()
        await #expect(throws: CancellationError.self) { try await prompt.value }
        #expect(terminal.echoes)
    }

    private func quietly(
        _ prompt: @escaping @Sendable () async throws -> String, during: () async throws -> Void
    ) async throws -> String {
        async let password = Terminal.$current.withValue(Terminal(write: { _ in }, complain: { _ in })) {
            try await prompt()
        }
        try await during()
        return try await password
    }
}

/// A terminal that a test types at.
private final class PseudoTerminal: Sendable {
    private let keys: Int32
    /// What a program reads from.
    let end: Int32

    init() throws {
        var (keys, end): (Int32, Int32) = (0, 0)
        try #require(openpty(&keys, &end, nil, nil, nil) == 0)
        (self.keys, self.end) = (keys, end)
    }

    deinit {
        close(keys)
        close(end)
    }

    var echoes: Bool {
        var mode = termios()
        tcgetattr(end, &mode)
        return mode.c_lflag & tcflag_t(ECHO) != 0
    }

    func type(_ text: String) {
        _ = write(keys, text, text.utf8.count)
    }
}
