import AsyncHTTPClient
import MortarModel
package import NIOCore
import NIOHTTP1
import OVirtAPI

extension MortarClient {
    /// What a VM prints on its serial console: first what is kept of it, if wished, then as it comes.
    package func consoleOutput(
        ofVM id: String, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        let parameters = history ? ["history": "true"] : [:]
        let response = try await respond(
            .GET, try console(id), parameters, body: { nil }, deadline: .distantFuture)
        return ConsoleOutput(body: response.body, address: address)
    }

    /// Types on a VM's serial console.
    package func type(_ bytes: ByteBuffer, onConsoleOfVM id: String) async throws {
        _ = try await answer(.POST, try console(id), body: .bytes(bytes), type: "application/octet-stream")
    }

    private func console(_ id: String) throws(Failure) -> String {
        place("\(VMRepresentation.path)/\(try id.asPathSegment)/serialconsole")
    }
}
