package import Hummingbird
package import NIOCore
internal import ServiceLifecycle

/// Content that goes on until its source ends, the client leaves, or the service shuts down.
package struct EndlessContent: Sendable {
    package typealias Emit = @Sendable (ByteBuffer) throws -> Void

    /// Sent again and again, so that the client knows that the service lives; nil where silence is all right.
    private let heartbeat: (content: ByteBuffer, interval: Duration)?
    private let produce: @Sendable (Emit) async throws -> Void

    /// - Parameter produce: hands over the parts, as they come.
    package init(
        heartbeat: (content: ByteBuffer, interval: Duration)? = nil,
        _ produce: @escaping @Sendable (Emit) async throws -> Void
    ) {
        self.heartbeat = heartbeat
        self.produce = produce
    }

    /// The bytes as they come.
    package init(bytes: any AsyncSequence<ByteBuffer, any Error> & Sendable) {
        self.init { emit in
            for try await part in bytes { try emit(part) }
        }
    }

    /// - Parameter request: the body of the request that is answered; by its end the client is known to have left.
    @concurrent package func write(
        to writer: inout any ResponseBodyWriter, answering request: RequestBody
    ) async throws {
        let (parts, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.backlog))
        try await request.consumeWithInboundCloseHandler { _ in
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
                // A client that reads too slowly must not fill the memory: it may ask again.
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
            try await Task.sleep(for: heartbeat.interval)
            source.yield(heartbeat.content)
        }
    }

    private func endAtShutdown(_ source: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) async {
        // Throws only when the stream has ended before.
        if (try? await gracefulShutdown()) != nil { source.finish() }
    }

    /// Parts that may wait for a slow client.
    private static let backlog = 1024
}
