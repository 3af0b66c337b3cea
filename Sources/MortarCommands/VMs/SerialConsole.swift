import Glibc
import MortarModel
import NIOCore

/// Connects a terminal with a serial console.
struct SerialConsole: Sendable {
    enum End: Sendable {
        /// The user pressed Ctrl-].
        case left
        /// The guest's side has ended.
        case closed
    }

    /// Ctrl-].
    private static let leave: UInt8 = 0x1D

    /// Where keys come from.
    let input: Int32
    /// Takes keys for the guest.
    let type: @Sendable ([UInt8]) async throws -> Void

    /// Passes bytes both ways until one side ends; the terminal is then as it was, whatever happens.
    func run(
        _ output: any AsyncSequence<ByteBuffer, any Error> & Sendable, _ show: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> End {
        let mode = isatty(input) == 1 ? try TerminalMode.raw(input) : nil
        defer { extendLifetime(mode) }
        return try await withThrowingTaskGroup(of: End?.self) { group in
            group.addTask {
                for try await buffer in output { show(Array(buffer.readableBytesView)) }
                return .closed
            }
            group.addTask { try await passKeys() }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            throw CancellationError()
        }
    }

    /// Nil when the input has ended: the output goes on.
    private func passKeys() async throws -> End? {
        for await bytes in TypedBytes.from(input) {
            let typed = bytes.prefix { $0 != Self.leave }
            if !typed.isEmpty { try await type(Array(typed)) }
            if typed.count < bytes.count { return .left }
        }
        return nil
    }
}
