internal import AsyncHTTPClient
internal import NIOCore

/// The body of an answer, as it comes.
struct StreamedBytes: AsyncSequence, Sendable {
    typealias Failure = any Error

    let body: HTTPClientResponse.Body
    /// Keeps the connection open as long as somebody reads.
    let requests: AgentRequests
    /// Whether an end means that the agent has gone.
    let isEndless: Bool

    func makeAsyncIterator() -> Iterator {
        Iterator(body: body.makeAsyncIterator(), requests: requests, isEndless: isEndless)
    }

    struct Iterator: AsyncIteratorProtocol {
        var body: HTTPClientResponse.Body.AsyncIterator
        let requests: AgentRequests
        let isEndless: Bool

        @concurrent mutating func next() async throws -> ByteBuffer? {
            do {
                let part = try await body.next()
                try Task.checkCancellation()
                guard part == nil, isEndless else { return part }
            } catch {
                throw requests.translate(error)
            }
            throw requests.unreachable("It has ended its report of changes.")
        }
    }
}
