import CLibvirt
import Dispatch
public import Foundation
import Synchronization

/// Closing a terminal waits for the daemon, which those who close must not.
private let closings = DispatchQueue(label: "libvirt-consoles")

/// One end of a domain's serial terminal.
///
/// A terminal has one user at a time; another one is refused or, by force, takes it over. Whoever has it must take the
/// output: a guest whose output nobody takes is held up.
public final class ConsoleStream: Sendable {
    /// What the guest prints, as it comes; ends when the domain does or somebody else takes the terminal.
    public let output: AsyncThrowingStream<[UInt8], any Error>

    private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
    private let state: Mutex<ConsoleState>

    /// Blocks until the terminal is open.
    init(_ connection: ConnectionHandle, domain: OpaquePointer, takeOver: Bool, unread: Int) throws {
        guard let stream = virStreamNew(connection.pointer, UInt32(VIR_STREAM_NONBLOCK.rawValue)) else {
            throw LibvirtError.last
        }
        (output, continuation) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(unread))
        state = Mutex(ConsoleState(stream: stream, connection: connection))
        let flags = takeOver ? VIR_DOMAIN_CONSOLE_FORCE.rawValue : 0
        guard virDomainOpenConsole(domain, nil, stream, flags) == 0 else { throw LibvirtError.last }
        try watch(stream)
    }

    deinit { close() }

    /// Types; returns at once, the guest reads when it likes.
    ///
    /// Throws `operationInvalid` when the stream has ended and `operationFailed` when 64 KiB wait for the guest already.
    public func write(_ bytes: [UInt8]) throws {
        try state.withLock { try $0.type(bytes) }
    }

    /// Lets go of the terminal, which others can have a moment later; a second time does nothing.
    public func close() {
        if let terminal = state.withLock({ $0.takeOut() }) {
            closings.async { terminal.close() }
        }
        continuation.finish()
    }

    private func watch(_ stream: OpaquePointer) throws {
        let context = Unmanaged.passRetained(WeakConsole(self)).toOpaque()
        let events = Int32(VIR_STREAM_EVENT_READABLE.rawValue)
        guard virStreamEventAddCallback(stream, events, streamReady, context, releaseConsole) == 0 else {
            releaseConsole(context)
            throw LibvirtError.last
        }
    }

    /// Moves what can be moved; on the event loop's thread.
    fileprivate func move() {
        do {
            let (pieces, ended) = try state.withLock { state in
                try state.flush()
                return try state.read()
            }
            for piece in pieces { continuation.yield(piece) }
            if ended { close() }
        } catch {
            continuation.finish(throwing: error)
            close()
        }
    }
}

/// Keeps libvirt's callback from holding the console open.
private final class WeakConsole: Sendable {
    weak let console: ConsoleStream?
    init(_ console: ConsoleStream) { self.console = console }
}

private let streamReady: virStreamEventCallback = { _, _, context in
    Unmanaged<WeakConsole>.fromOpaque(context!).takeUnretainedValue().console?.move()
}

private let releaseConsole: virFreeCallback = { context in
    Unmanaged<WeakConsole>.fromOpaque(context!).release()
}

extension LibvirtConnection {
    /// Opens the serial terminal of a running domain.
    ///
    /// - Parameters:
    ///   - takeOver: end whoever uses the terminal now, instead of failing with `operationFailed`.
    ///   - unread: how many pieces of output, of up to 16 KiB each, are kept for a reader that falls behind; older ones
    ///     are dropped. 0 where nobody reads.
    public func openConsole(
        _ id: UUID, takeOver: Bool = false, unread: Int = 1024
    ) async throws -> ConsoleStream {
        try await call { connection in
            try connection.withDomain(id) {
                try ConsoleStream(connection, domain: $0, takeOver: takeOver, unread: unread)
            }
        }
    }
}
