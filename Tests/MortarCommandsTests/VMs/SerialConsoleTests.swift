import Glibc
import MortarModel
import NIOCore
import Synchronization
import Testing

@testable import MortarCommands

/// A terminal that a test types on.
private struct PseudoTerminal: ~Copyable {
    /// The side of the person.
    let keyboard: Int32
    /// The side of the program.
    let program: Int32

    init() throws {
        var (keyboard, program): (Int32, Int32) = (-1, -1)
        try #require(openpty(&keyboard, &program, nil, nil, nil) == 0)
        (self.keyboard, self.program) = (keyboard, program)
    }

    func type(_ bytes: [UInt8]) { _ = write(keyboard, bytes, bytes.count) }

    deinit {
        close(keyboard)
        close(program)
    }
}

/// Whether lines are edited and echoed and keys make signals, as a shell wants it.
private func isCooked(_ terminal: Int32) -> Bool {
    var mode = termios()
    tcgetattr(terminal, &mode)
    let cooked = tcflag_t(ICANON | ECHO | ISIG)
    return mode.c_lflag & cooked == cooked
}

@Suite struct SerialConsoleTests {
    private let output: AsyncThrowingStream<ByteBuffer, any Error>
    private let guest: AsyncThrowingStream<ByteBuffer, any Error>.Continuation

    init() {
        (output, guest) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
    }

    @Test func passesEveryKeyAndLeavesAtTheRightOne() async throws {
        let terminal = try PseudoTerminal()
        let typed = Mutex<[UInt8]>([])
        let wasRaw = Mutex(false)
        let program = terminal.program
        guest.yield(ByteBuffer(string: "login: "))
        let console = SerialConsole(input: program) { bytes in
            typed.withLock { $0 += bytes }
        }
        let keyboard = terminal.keyboard
        let end = try await console.run(output) { shown in
            #expect(shown == Array("login: ".utf8))
            wasRaw.withLock { $0 = !isCooked(program) }
            _ = write(keyboard, [3, 0x72, 0x0D, 0x1D, 0x78] as [UInt8], 5)
        }
        #expect(end == .left)
        #expect(typed.withLock { $0 } == [3, 0x72, 0x0D])
        #expect(wasRaw.withLock { $0 })
        #expect(isCooked(terminal.program))
    }

    @Test func endsWithTheGuestsSide() async throws {
        let terminal = try PseudoTerminal()
        guest.finish()
        let end = try await SerialConsole(input: terminal.program) { _ in }.run(output) { _ in }
        #expect(end == .closed)
        #expect(isCooked(terminal.program))
    }

    @Test func givesTheTerminalBackWhateverHappens() async throws {
        let terminal = try PseudoTerminal()
        guest.finish(throwing: Failure(.hostUnreachable, "gone"))
        await #expect(throws: Failure.self) {
            try await SerialConsole(input: terminal.program) { _ in }.run(output) { _ in }
        }
        #expect(isCooked(terminal.program))
        terminal.type(Array("x".utf8))
        let typing = SerialConsole(input: terminal.program) { _ in throw Failure(.conflict, "not running") }
        let (open, _) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
        await #expect(throws: Failure.self) { try await typing.run(open) { _ in } }
        #expect(isCooked(terminal.program))
    }
}
