import NIOCore

/// Pieces of a body, counted as they are handed out.
struct CountedChunks<Base: AsyncSequence<ByteBuffer, any Error> & Sendable>: AsyncSequence, Sendable {
    let base: Base
    /// Called with the bytes that were handed out so far.
    let tell: @Sendable (Int64) -> Void

    func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), tell: tell) }

    struct Iterator: AsyncIteratorProtocol {
        var base: Base.AsyncIterator
        let tell: @Sendable (Int64) -> Void
        private var count: Int64 = 0

        init(base: Base.AsyncIterator, tell: @escaping @Sendable (Int64) -> Void) {
            self.base = base
            self.tell = tell
        }

        mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> ByteBuffer? {
            guard let buffer = try await base.next(isolation: actor) else { return nil }
            count += Int64(buffer.readableBytes)
            tell(count)
            return buffer
        }
    }
}
