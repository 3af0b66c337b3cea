internal import AgentAPI
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// Content that goes on until its source ends, the client leaves, or the agent shuts down.
struct EndlessContent: Sendable {
    typealias Emit = @Sendable (ByteBuffer) throws -> Void

    let mediaType: String
    /// Sent when nothing else was for a while; nil where silence is all right.
    private let heartbeat: ByteBuffer?
    private let produce: @Sendable (Emit) async throws -> Void

    /// One JSON text per line, and heartbeats: by them the client knows that the agent lives.
    init(changes: any AsyncSequence<HostChange, any Error> & Sendable) throws {
        mediaType = "application/x-ndjson"
        heartbeat = try Self.line(.heartbeat)
        produce = { emit in
            for try await change in changes { try emit(Self.line(change)) }
        }
    }

    /// The bytes as they come.
    init(bytes: any AsyncSequence<ByteBuffer, any Error> & Sendable) {
        mediaType = "application/octet-stream"
        heartbeat = nil
        produce = { emit in
            for try await part in bytes { try emit(part) }
        }
    }

    @concurrent func write(to writer: inout any ResponseBodyWriter, answering request: Request) async throws {
        let (parts, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.backlog))
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await feed(source) }
                group.addTask { try await beat(source) }
                group.addTask { await endAtShutdown(source) }
                for try await part in parts { try await writer.write(part) }
                group.cancelAll()
            }
        } onInboundClosed: {
            source.finish(throwing: ChannelError.inputClosed)
        }
        try await writer.finish(nil)
    }

    private func feed(_ source: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) async {
        do {
            try await produce { part in
                // A client that reads too slowly must not fill the host's memory: it may ask again.
                if case .dropped = source.yield(part) { throw ChannelError.outputClosed }
            }
            source.finish()
        } catch {
            source.finish(throwing: error)
        }
    }

    private func beat(_ source: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) async throws {
        guard let heartbeat else { return }
        while !Task.isCancelled {
            try await Task.sleep(for: AgentProtocol.heartbeatInterval)
            source.yield(heartbeat)
        }
    }

    private func endAtShutdown(_ source: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) async {
        // Throws only when the stream has ended before.
        if (try? await gracefulShutdown()) != nil { source.finish() }
    }

    private static func line(_ change: HostChange) throws -> ByteBuffer {
        var line = ByteBuffer(bytes: try JSONEncoder().encode(change))
        line.writeInteger(UInt8(ascii: "\n"))
        return line
    }

    /// Parts that may wait for a slow client.
    private static let backlog = 1024
}
