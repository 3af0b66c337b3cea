import AsyncHTTPClient
import MortarModel
import NIOCore

/// The body of an answer that comes for as long as the connection holds; its errors are failures.
struct ConsoleOutput: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    let address: ServerAddress

    func makeAsyncIterator() -> Iterator { Iterator(base: body.makeAsyncIterator(), address: address) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: HTTPClientResponse.Body.AsyncIterator
        fileprivate let address: ServerAddress

        mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> ByteBuffer? {
            do {
                return try await base.next(isolation: actor)
            } catch {
                throw try MortarModel.Failure.ofConnection(to: address, error)
            }
        }
    }
}
