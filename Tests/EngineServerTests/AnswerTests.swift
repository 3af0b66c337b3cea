import EngineCore
import EngineServer
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MortarModel
import NIOCore
import Synchronization
import Testing

@Suite struct AnswerTests {
    @Test func headHasTheHeadersOfGetAndNoBody() async throws {
        try await withAPI { api in
            let (whole, head) = (try await api.send(.get, "vms"), try await api.send(.head, "vms"))
            #expect(head.status == .ok && head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == whole.headers[.contentLength])
            #expect(head.headers[.contentType] == whole.headers[.contentType])
            let missing = try await api.send(.head, "vms/1")
            #expect(missing.status == .notFound && missing.body.readableBytes == 0)
            #expect(try await api.send(.head, "vms/1/serialconsole").status == .badRequest)
        }
    }

    @Test func whatOthersReferToCanBeRead() async throws {
        try await withAPI { api in
            let cluster = try #require(api.engine.inventory.clusters.sortedByName.first)
            let entry = try await api.json(.get, "clusters/\(cluster.id)")
            let pool = try #require((entry["mac_pool"] as? [String: Any])?["href"] as? String)
            #expect(try await api.json(.get, pool)["name"] as? String == "Default")
            let policy = try #require((entry["scheduling_policy"] as? [String: Any])?["href"] as? String)
            #expect(try await api.json(.get, policy)["name"] as? String == "none")
            let templates = try await api.json(.get, "templates?search=name%3DBlank")["template"] as? [[String: Any]]
            let href = try #require(templates?.first?["href"] as? String)
            #expect(try await api.json(.get, href)["name"] as? String == "Blank")
            #expect(try await api.send(.get, "templates/1").status == .notFound)
            let quotas = "datacenters/\(cluster.dataCenterID)/quotas"
            let quota = try #require((try await api.json(.get, quotas)["quota"] as? [[String: Any]])?.first)
            #expect(try await api.json(.get, try #require(quota["href"] as? String))["name"] as? String == "Default")
            #expect(try await api.json(.get, "clusters/\(cluster.id)/networks").isEmpty)
            let empty = try await api.send(.get, "clusters/\(cluster.id)/networks", json: false)
            #expect(String(buffer: empty.body) == "<networks/>")
        }
    }

    @Test(
        arguments: [
            (Failure(.toolFailed, "Broken.", objects: ["host h1"]), .internalServerError, 1),
            (Failure(.staleLeader, "Deposed."), .serviceUnavailable, 1), (Failure(.conflict, "Taken."), .conflict, 0),
        ] as [(Failure, HTTPResponse.Status, Int)])
    func whatTheEngineCouldNotDoIsLoggedOnce(
        failure: Failure, status: HTTPResponse.Status, count: Int
    ) async throws {
        let (answer, lines) = try await answer(throwing: failure)
        #expect(answer.status == status)
        #expect(lines.count == count)
        #expect(lines.allSatisfy { $0.contains(failure.message) && $0.contains(failure.code.rawValue) })
        #expect(lines.allSatisfy { line in failure.objects.allSatisfy { line.contains($0) } })
    }

    @Test func aRequestThatTheEnginesEndBreaksOffIsNoDefect() async throws {
        let (answer, lines) = try await answer(throwing: CancellationError())
        #expect(answer.status == .serviceUnavailable)
        #expect(!lines.contains { $0.contains("internal") })
    }

    /// What an endpoint that fails answers and logs.
    private func answer(throwing error: any Error) async throws -> (TestResponse, [String]) {
        let log = RecordedLog()
        let endpoint = Endpoint(.get, absolute: "/broken", access: .anyone) { _, _ in throw error }
        let answer = Mutex<TestResponse?>(nil)
        try await withAPI { api in
            let application = Application(
                responder: APIResponder(api.engine, endpoints: [endpoint]),
                logger: Logger(label: "test", factory: { _ in log }))
            try await application.test(.router) { http in
                let response = try await http.execute(uri: "/broken", method: .get)
                answer.withLock { $0 = response }
            }
        }
        return (try #require(answer.withLock { $0 }), log.lines)
    }
}

/// Keeps warnings and errors.
private struct RecordedLog: LogHandler {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning
    private let recorded = Lines()

    var lines: [String] { recorded.all.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = "\(event.message) \(event.metadata ?? [:])"
        recorded.all.withLock { $0.append(line) }
    }
}
