internal import AgentAPI
internal import Foundation
internal import NIOCore

/// An answer of one JSON text per line.
struct StreamedLines<Line: Decodable & Sendable>: AsyncSequence, Sendable {
    typealias Element = Line
    typealias Failure = any Error

    let bytes: StreamedBytes

    func makeAsyncIterator() -> Iterator {
        Iterator(bytes: bytes.makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: StreamedBytes.Iterator
        private var splitter = LineSplitter()

        init(bytes: StreamedBytes.Iterator) {
            self.bytes = bytes
        }

        @concurrent mutating func next() async throws -> Line? {
            while true {
                if let line = splitter.next() { return try decode(line) }
                guard let part = try await bytes.next() else { return nil }
                splitter.append(part)
                guard splitter.waiting <= AgentProtocol.bodyLimit else {
                    throw bytes.requests.unreadable("A line of more than \(AgentProtocol.bodyLimit) bytes.")
                }
            }
        }

        private func decode(_ line: ByteBuffer) throws -> Line {
            do {
                return try JSONDecoder().decode(Line.self, from: Data(line.readableBytesView))
            } catch {
                throw bytes.requests.unreadable("\(error)")
            }
        }
    }
}

/// Cuts bytes that come in any pieces into lines.
struct LineSplitter {
    private var buffer = ByteBuffer()

    /// Bytes of a line that has not ended, and of lines not taken yet.
    var waiting: Int { buffer.readableBytes }

    mutating func append(_ part: ByteBuffer) {
        buffer.writeImmutableBuffer(part)
    }

    /// The next whole line without its end; nil until more bytes come.
    mutating func next() -> ByteBuffer? {
        guard let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = buffer.readSlice(length: end - buffer.readerIndex)
        buffer.moveReaderIndex(forwardBy: 1)
        buffer.discardReadBytes()
        return line
    }
}
