import NIOCore
import Synchronization

/// The content of an upload on its way to an agent.
final class UploadContent: AsyncSequence, Sendable {
    typealias Source = any AsyncSequence<ByteBuffer, any Error> & Sendable

    private let source: Source
    private let end = Mutex(false)

    init(_ source: Source) {
        self.source = source
    }

    /// Whether all of it was handed over: before, no agent puts the new image in the place of the old one.
    var isWhole: Bool { end.withLock { $0 } }

    func makeAsyncIterator() -> Iterator { Iterator(content: self, source: source.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let content: UploadContent
        fileprivate var source: any AsyncIteratorProtocol<ByteBuffer, any Error>

        mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> ByteBuffer? {
            let part = try await source.next(isolation: actor)
            if part == nil { content.end.withLock { $0 = true } }
            return part
        }
    }
}
