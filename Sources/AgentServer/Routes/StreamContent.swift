internal import AgentAPI
internal import Foundation
internal import HTTPServing
internal import NIOCore

/// What an agent's stream sends, and as what.
struct StreamContent: Sendable {
    let mediaType: String
    let content: EndlessContent

    /// One JSON text per line, and heartbeats: by them the client knows that the agent lives.
    init(changes: any AsyncSequence<HostChange, any Error> & Sendable) throws {
        mediaType = "application/x-ndjson"
        content = EndlessContent(heartbeat: (try Self.line(.heartbeat), AgentProtocol.heartbeatInterval)) { emit in
            for try await change in changes { try emit(Self.line(change)) }
        }
    }

    /// The bytes as they come.
    init(bytes: any AsyncSequence<ByteBuffer, any Error> & Sendable) {
        mediaType = "application/octet-stream"
        content = EndlessContent(bytes: bytes)
    }

    private static func line(_ change: HostChange) throws -> ByteBuffer {
        var line = ByteBuffer(bytes: try JSONEncoder().encode(change))
        line.writeInteger(UInt8(ascii: "\n"))
        return line
    }
}
