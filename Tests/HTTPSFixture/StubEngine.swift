import HTTPTypes
import Hummingbird
import NIOCore

/// A request that a stub received.
package struct StubRequest: Sendable {
    package var method: String
    /// With the query.
    package var target: String
    /// By name in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a stub answers.
package struct StubAnswer: Sendable {
    package var status: Int
    package var headers: [String: String]
    package var body: [UInt8]
    /// Whether the connection is closed after the body as if more were to come.
    package var breaksOff: Bool

    package init(
        status: Int = 200, type: String = "application/json", headers: [String: String] = [:], breaksOff: Bool = false,
        _ body: String = "{}"
    ) {
        self.breaksOff = breaksOff
        self.status = status
        self.headers = headers.merging(["Content-Type": type]) { own, _ in own }
        self.body = Array(body.utf8)
    }
}

/// A server that answers as a test says.
package struct StubEngine: Sendable {
    /// As `https://127.0.0.1:40123`.
    package let address: String
    /// What has signed the server's certificate, in PEM.
    package let authority: String
    private let log: RequestLog

    /// What was received so far.
    package var requests: [StubRequest] {
        get async { await log.requests }
    }

    /// Serves while `body` runs.
    @discardableResult
    package static func serving<Result: Sendable>(
        _ answer: @escaping @Sendable (StubRequest) async throws -> StubAnswer,
        _ body: @escaping @Sendable (StubEngine) async throws -> Result
    ) async throws -> Result {
        let log = RequestLog()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            try await respond(to: request, log: log, answer)
        }
        return try await HTTPSFixture.serving(responder) { fixture in
            try await body(StubEngine(address: fixture.address, authority: fixture.authority, log: log))
        }
    }

    private static func respond(
        to request: Request, log: RequestLog, _ answer: @Sendable (StubRequest) async throws -> StubAnswer
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: 64 << 20)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let received = StubRequest(
            method: request.method.rawValue, target: request.uri.description, headers: headers,
            body: Array(body.readableBytesView))
        await log.add(received)
        let answer = try await answer(received)
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return Response(status: .init(code: answer.status), headers: fields, body: answer.responseBody)
    }
}

extension StubAnswer {
    fileprivate var responseBody: ResponseBody {
        let bytes = ByteBuffer(bytes: body)
        if !breaksOff { return ResponseBody(byteBuffer: bytes) }
        return ResponseBody { writer in
            try await writer.write(bytes)
            throw BrokenOff()
        }
    }
}

private struct BrokenOff: Error {}

private actor RequestLog {
    private(set) var requests: [StubRequest] = []

    func add(_ request: StubRequest) { requests.append(request) }
}
