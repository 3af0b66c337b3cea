internal import AgentAPI
internal import AsyncHTTPClient
internal import Concurrency
internal import Foundation
internal import MortarModel
internal import NIOCore
internal import NIOHTTP1

/// Calls, uploads and streams of one agent, whatever they are about.
struct AgentRequests: Sendable {
    let endpoint: AgentEndpoint
    let connections: AgentConnections
    let epoch: @Sendable () -> Int64

    @discardableResult
    func call<Call: AgentCall>(_ call: Call) async throws -> Call.Answer {
        var request = request(.POST, Call.path)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(call)))
        let body = try await naming {
            try await within(Call.timeLimit) { [request] in try await answer(request) }
        }
        return try decode(body)
    }

    /// Sends bytes that are all there.
    func upload<Upload: AgentUpload>(_ upload: Upload, bytes: ByteBuffer) async throws {
        var request = request(.PUT, try path(upload))
        request.body = .bytes(bytes)
        let body = try await naming {
            try await within(.seconds(10)) { [request] in try await answer(request) }
        }
        let _: Done = try decode(body)
    }

    /// Sends bytes as they come, for as long as it takes, while the agent keeps taking them.
    func upload<Upload: AgentUpload>(
        _ upload: Upload, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        let paced = PacedContent(content, over: connections.eventLoop)
        let request = request(.PUT, try path(upload), content: paced)
        let body = try await naming {
            try await paced.whileTaken { try await answer(request, whenAnswered: paced.hold) }
        }
        let _: Done = try decode(body)
    }

    /// An answer of one JSON text per line, which is never silent for long.
    func lines<Stream: AgentStream, Line: Decodable & Sendable>(
        _ stream: Stream
    ) async throws -> any AsyncSequence<Line, any Error> & Sendable {
        let body = try await open(stream, over: connections.heartbeats)
        return StreamedLines<Line>(bytes: StreamedBytes(body: body, requests: self, isEndless: true))
    }

    /// An answer of bytes, which ends when the agent has no more.
    func bytes<Stream: AgentStream>(
        _ stream: Stream
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        StreamedBytes(body: try await open(stream, over: connections.calls), requests: self, isEndless: false)
    }

    // MARK: HTTP

    private func open(_ stream: some AgentStream, over client: HTTPClient) async throws -> HTTPClientResponse.Body {
        let request = request(.GET, try path(stream))
        return try await naming {
            let response = try await within(.seconds(10)) {
                try await client.execute(request, deadline: .distantFuture)
            }
            guard response.status == .ok else {
                throw try failure(response.status, await collect(response.body))
            }
            return response.body
        }
    }

    private func answer(
        _ request: HTTPClientRequest, whenAnswered: @Sendable () -> Void = {}
    ) async throws -> ByteBuffer {
        let response = try await connections.calls.execute(request, deadline: .distantFuture)
        whenAnswered()
        let body = try await collect(response.body)
        guard response.status == .ok else { throw failure(response.status, body) }
        return body
    }

    private func collect(_ body: HTTPClientResponse.Body) async throws -> ByteBuffer {
        try await body.collect(upTo: Self.answerLimit)
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: endpoint.url(path))
        request.method = method
        request.headers.add(name: AgentProtocol.epochHeader, value: "\(epoch())")
        return request
    }

    private func request(
        _ method: HTTPMethod, _ path: String, content: some AsyncSequence<ByteBuffer, any Error> & Sendable
    ) -> HTTPClientRequest {
        var request = request(method, path)
        request.body = .stream(content, length: .unknown)
        return request
    }

    private func path<Request: AgentRequest>(_ request: Request) throws -> String {
        let json = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        guard let text = json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
            throw Failure(.internal, "A call cannot be written into an address.")
        }
        return "\(Request.path)?\(AgentProtocol.callParameter)=\(text)"
    }

    private func decode<Answer: Decodable>(_ body: ByteBuffer) throws -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
        } catch {
            throw unreadable("\(error)")
        }
    }

    /// The facts of a host with hundreds of devices and VMs are far smaller.
    private static let answerLimit = 64 << 20
}
