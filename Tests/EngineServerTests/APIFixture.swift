import AgentAPI
import EngineCore
import EngineServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MortarModel
import MortarStore
import NIOCore
import SimulatedAgent
import Testing

/// A client of the API of an engine that runs over three simulated hosts.
struct APIClient: Sendable {
    let http: any TestClientProtocol
    let cluster: SimulatedCluster
    let engine: Engine
    let token: String

    /// Sends JSON or XML and gives the answer.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", json: Bool = true,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        let form = json ? "application/json" : "application/xml"
        headers[.authorization] = headers[.authorization] ?? "Bearer \(token)"
        headers[.accept] = headers[.accept] ?? form
        headers[.contentType] = headers[.contentType] ?? form
        let uri = path.hasPrefix("/ovirt-engine") ? path : "/ovirt-engine/api/\(path)"
        return try await http.execute(
            uri: uri, method: method, headers: headers, body: body.isEmpty ? nil : ByteBuffer(string: body))
    }

    /// Sends JSON and reads JSON.
    func json(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") async throws -> [String: Any] {
        let response = try await send(method, path, body)
        let text = String(buffer: response.body)
        try #require((200..<300).contains(response.status.code), "\(method) \(path): \(response.status) \(text)")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    func status(
        _ method: HTTPRequest.Method, _ path: String, authorization: String?
    ) async throws -> HTTPResponse.Status {
        var headers: HTTPFields = [:]
        headers[.authorization] = authorization
        return try await http.execute(uri: path, method: method, headers: headers, body: nil).status
    }

    /// Waits until a job has ended, and gives its status.
    func end(of job: String) async throws -> String {
        do {
            try await engine.workflows.result(of: JobID(rawValue: job))
        } catch is Failure {}
        return try #require(try await json(.get, "jobs/\(job)")["status"] as? String)
    }
}

private let password = Result { try PasswordHash(password: "secret") }

/// Runs an engine over simulated hosts at 10.0.0.1 … .3, and `body` against its API.
func withAPI(
    hosts: Int = 3, agentKeys: Bool = true, _ body: @escaping @Sendable (APIClient) async throws -> Void
) async throws {
    let cluster = SimulatedCluster()
    for index in 1...hosts { cluster.addHost(address: "10.0.0.\(index)") }
    let store = try await InventoryStore(MemoryStore())
    try await store.found(password: password.get())
    let context = EngineContext(store: store, connect: { cluster.agent(address: $0.address) })
    let engine = Engine(context, certifier: FakeCertifier(), logger: Logger(label: "test"))
    let application = Application(responder: APIResponder(engine))
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await engine.run() }
        defer { group.cancelAll() }
        try await application.test(.router) { http in
            let user = try #require(engine.inventory.users.named("admin@internal"))
            let token = try await engine.access.makeToken(for: user).token
            try await body(APIClient(http: http, cluster: cluster, engine: engine, token: token))
        }
    }
}

/// Takes any text for a request; its key is the text.
struct FakeCertifier: AgentCertifier {
    func migrationDoor(for host: MortarModel.Host, requests: MigrationKeyRequests) throws -> MigrationDoor {
        MigrationDoor(
            address: host.address, authority: authority, libvirtCertificate: requests.libvirt,
            qemuCertificate: requests.qemu)
    }
    var authority: String { "authority" }
    func keyFingerprint(of request: String) throws -> String { "key of \(request)" }
    func certificate(for host: MortarModel.Host, request: String) throws -> String { "certificate of \(host.name)" }
}
