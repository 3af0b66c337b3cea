internal import AgentAPI
internal import Foundation
internal import HTTPServing
internal import Hummingbird
internal import HummingbirdCore
internal import MortarModel
internal import NIOCore

/// Reads calls, hands them to the agent, and writes what it answers.
struct AgentRouteTable {
    let router: Router<AgentRequestContext>
    let agent: any HostAgent

    /// `POST`, JSON in, JSON out.
    func call<Call: AgentCall>(
        _: Call.Type, _ perform: @escaping @Sendable (any HostAgent, Call) async throws -> Call.Answer
    ) {
        router.post(Call.route) { [agent] request, _ in
            let body = try await request.body.collect(upTo: AgentProtocol.bodyLimit)
            return try Response(
                json: await perform(agent, JSONDecoder().decode(Call.self, from: Data(body.readableBytesView))))
        }
    }

    /// `POST`, JSON in, an empty object out.
    func call<Call: AgentCall>(
        _ type: Call.Type, _ perform: @escaping @Sendable (any HostAgent, Call) async throws -> Void
    ) where Call.Answer == Done {
        call(type) { agent, call in
            try await perform(agent, call)
            return Done()
        }
    }

    /// `PUT`, the body as it comes.
    func upload<Upload: AgentUpload>(
        _: Upload.Type, _ perform: @escaping @Sendable (any HostAgent, Upload, RequestBody) async throws -> Void
    ) {
        router.put(Upload.route) { [agent] request, _ in
            try await perform(agent, Upload(query: request.uri), request.body)
            return try Response(json: Done())
        }
    }

    /// `GET`, an answer that goes on until the client or the agent ends it.
    func stream<Stream: AgentStream>(
        _: Stream.Type, _ perform: @escaping @Sendable (any HostAgent, Stream) async throws -> StreamContent
    ) {
        router.get(Stream.route) { [agent] request, _ in
            let stream = try await perform(agent, Stream(query: request.uri))
            return Response(
                status: .ok, headers: [.contentType: stream.mediaType],
                body: ResponseBody { writer in
                    try await stream.content.write(to: &writer, answering: request.body)
                })
        }
    }
}

extension AgentRequest {
    fileprivate static var route: RouterPath { RouterPath(AgentProtocol.root + path) }

    fileprivate init(query uri: URI) throws {
        guard let text = uri.queryParameters[Substring(AgentProtocol.callParameter)] else {
            throw Failure(.invalid, "The request lacks “\(AgentProtocol.callParameter)” in its query.")
        }
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }
}

extension Response {
    fileprivate init(json answer: some Encodable) throws {
        self.init(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(answer))))
    }
}
