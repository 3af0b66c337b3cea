import CLibvirt

/// The stream of a terminal and what is still to be typed on it.
struct ConsoleState: ~Copyable, @unchecked Sendable {
    // Unchecked, because libvirt's streams may change threads; the lock around this value keeps them from overlapping.
    private var stream: OpaquePointer?
    /// A stream needs its connection as long as it lives.
    private var connection: ConnectionHandle?
    private var pending: [UInt8] = []

    private static let pendingLimit = 64 << 10
    private static let pieceSize = 16 << 10
    private static let wouldBlock = -2

    init(stream: OpaquePointer, connection: ConnectionHandle) {
        self.stream = stream
        self.connection = connection
    }

    mutating func type(_ bytes: [UInt8]) throws {
        guard let stream else {
            throw LibvirtError(code: .operationInvalid, message: "the console is closed")
        }
        guard pending.count + bytes.count <= Self.pendingLimit else {
            throw LibvirtError(code: .operationFailed, message: "the guest does not read its console")
        }
        pending += bytes
        try watchForRoom(stream)
    }

    /// Everything that can be read now, and whether the stream has ended.
    mutating func read() throws -> (pieces: [[UInt8]], ended: Bool) {
        var pieces: [[UInt8]] = []
        guard let stream else { return (pieces, false) }
        while true {
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, used in
                count = Int(
                    buffer.withMemoryRebound(to: CChar.self) {
                        virStreamRecv(stream, $0.baseAddress, Self.pieceSize)
                    })
                used = max(count, 0)
            }
            switch count {
            case Self.wouldBlock: return (pieces, false)
            case 0: return (pieces, true)
            case ..<0: throw LibvirtError.last
            default: pieces.append(piece)
            }
        }
    }

    /// Sends what is to be typed, as far as it goes.
    mutating func flush() throws {
        guard let stream, !pending.isEmpty else { return }
        let sent = Int(
            pending.withUnsafeBytes {
                virStreamSend(stream, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
            })
        if sent < 0, sent != Self.wouldBlock { throw LibvirtError.last }
        pending.removeFirst(max(sent, 0))
        try watchForRoom(stream)
    }

    /// What has to be closed; nil when it was taken out before.
    mutating func takeOut() -> OpenTerminal? {
        guard let stream, let connection else { return nil }
        self.stream = nil
        self.connection = nil
        return OpenTerminal(stream: stream, connection: connection)
    }

    private func watchForRoom(_ stream: OpaquePointer) throws {
        let room = pending.isEmpty ? 0 : VIR_STREAM_EVENT_WRITABLE.rawValue
        let events = Int32(VIR_STREAM_EVENT_READABLE.rawValue | room)
        guard virStreamEventUpdateCallback(stream, events) == 0 else { throw LibvirtError.last }
    }
}

/// A stream that nobody uses any more.
struct OpenTerminal: @unchecked Sendable {
    // Unchecked, because libvirt's streams may change threads, and this one has a single owner.
    fileprivate let stream: OpaquePointer
    /// A stream needs its connection as long as it lives.
    fileprivate let connection: ConnectionHandle

    /// Blocks until the daemon has answered.
    func close() {
        virStreamEventRemoveCallback(stream)
        virStreamAbort(stream)
        virStreamFree(stream)
    }
}
