import Certificates
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// A request that a stub received.
package struct StubRequest: Sendable {
    package var method: String
    /// With the query.
    package var target: String
    package var headers: [String: String]
    package var body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a stub answers.
package struct StubAnswer: Sendable {
    package var status: Int
    package var headers: [String: String]
    package var body: [UInt8]

    package init(
        status: Int = 200, type: String = "application/json", headers: [String: String] = [:], _ body: String = "{}"
    ) {
        self.status = status
        self.headers = headers.merging(["Content-Type": type]) { own, _ in own }
        self.body = Array(body.utf8)
    }
}

/// A server on this machine that speaks HTTPS and answers as a test says.
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
        let authority = try CertificateAuthority(commonName: "stub", now: .now)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            try await respond(to: request, log: log, answer)
        }
        var logger = Logger(label: "stub")
        logger.logLevel = .critical
        let application = Application(
            responder: responder, server: try .tls(.http1(), tlsConfiguration: tls(authority)),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ready.yield($0.localAddress?.port ?? 0) }, logger: logger)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let stub = StubEngine(
                address: "https://127.0.0.1:\(port)", authority: try authority.certificate.pem(), log: log)
            group.addTask { try await body(stub) }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    private static func tls(_ authority: CertificateAuthority) throws -> TLSConfiguration {
        let key = SigningKey()
        let certificate = try authority.sign(key, as: .api(names: ["127.0.0.1"]), now: .now)
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.pem().utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem)))
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
        return Response(
            status: .init(code: answer.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}

private actor RequestLog {
    private(set) var requests: [StubRequest] = []

    func add(_ request: StubRequest) { requests.append(request) }
}
