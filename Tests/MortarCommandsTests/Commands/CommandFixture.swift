import AgentAPI
import ArgumentParser
import EngineCore
import EngineServer
import Foundation
import HTTPSFixture
import Logging
import MortarClient
import MortarModel
import MortarStore
import OVirtAPI
import SimulatedAgent
import Synchronization
import Testing

@testable import MortarCommands

/// The program, as the executable has it.
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mortar", subcommands: MortarCommands.all)
}

/// What a command wrote and how it ended.
struct CommandResult: Sendable {
    var status: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
}

/// Runs a command without an engine.
func mortar(_ arguments: String...) async -> CommandResult { await mortar(arguments) }

/// - Parameter telling: yields whenever the command writes a result.
func mortar(_ arguments: [String], telling told: AsyncStream<Void>.Continuation? = nil) async -> CommandResult {
    let written = Written()
    let write: @Sendable (String) -> Void = {
        written.add(output: $0)
        told?.yield()
    }
    let terminal = Terminal(write: write, complain: { written.add(errors: $0) })
    let status = await Terminal.$current.withValue(terminal) { await CommandLineProgram.run(Program.self, arguments) }
    return CommandResult(status: status, output: written.both.output, errors: written.both.errors)
}

private final class Written: Sendable {
    struct Texts {
        var output = ""
        var errors = ""
    }

    private let texts = Mutex(Texts())

    func add(output text: String) { texts.withLock { $0.output += text } }
    func add(errors text: String) { texts.withLock { $0.errors += text } }
    var both: Texts { texts.withLock { $0 } }
}

/// An engine over simulated hosts, served over HTTPS, with a user who has logged in to it.
struct CommandFixture: Sendable {
    let cluster: SimulatedCluster
    let engine: Engine
    let folder: String
    private let server: HTTPSFixture

    var configuration: ConfigurationFile { ConfigurationFile(path: folder + "/config.yaml") }

    /// Runs a command against the engine.
    func mortar(_ arguments: String...) async -> CommandResult {
        await MortarCommandsTests.mortar(arguments + ["--config", configuration.path])
    }

    /// Runs one that goes on until it is cancelled.
    func mortar(telling told: AsyncStream<Void>.Continuation, _ arguments: String...) async -> CommandResult {
        await MortarCommandsTests.mortar(arguments + ["--config", configuration.path], telling: told)
    }

    func file(_ name: String, _ content: [UInt8]) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(content).write(to: URL(filePath: path))
        return path
    }

    /// Lends an engine of three hosts with the storage domain `data` to `body`.
    static func with(
        storage: Bool = true, _ body: @escaping @Sendable (CommandFixture) async throws -> Void
    ) async throws {
        let cluster = SimulatedCluster()
        for index in 1...3 { cluster.addHost(address: "10.0.0.\(index)") }
        let store = try await InventoryStore(MemoryStore())
        try await store.found(password: password.get())
        let context = EngineContext(store: store, connect: { cluster.agent(address: $0.address) })
        let engine = Engine(context, certifier: AnyCertifier(), logger: Logger(label: "test"))
        let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            defer { group.cancelAll() }
            try await HTTPSFixture.serving(APIResponder(engine)) { server in
                let fixture = CommandFixture(cluster: cluster, engine: engine, folder: folder, server: server)
                try await fixture.logInWithToken()
                try await fixture.connected { client in
                    for index in 1...3 { try await client.addHost(index) }
                    if storage { try await client.addStorage() }
                }
                try await body(fixture)
            }
        }
    }

    /// One more host, with blank devices.
    func addHost(_ index: Int) async throws {
        cluster.addHost(address: "10.0.0.\(index)")
        try await connected { try await $0.addHost(index) }
    }

    private func connected(_ body: (MortarClient) async throws -> Void) async throws {
        try await MortarClient.connected(
            to: ServerAddress(server.address), trust: .authority(server.authority), as: .token(token()), body)
    }

    private func token() async throws -> String {
        let user = try #require(engine.inventory.users.named("admin@internal"))
        return try await engine.access.makeToken(for: user).token
    }

    /// By the command itself; slow, because passwords are made to be.
    func logIn() async throws -> CommandResult {
        let authority = try file("ca.pem", Array(server.authority.utf8))
        let secret = try file("password", Array("secret\n".utf8))
        return await mortar("login", server.address, "--ca-file", authority, "--password-file", secret)
    }

    private func logInWithToken() async throws {
        let context = Context(
            url: server.address, user: "admin@internal", token: try await token(), authority: server.authority)
        try configuration.save(Configuration(current: "test", contexts: ["test": context]))
    }
}

private let password = Result { try PasswordHash(password: "secret") }

extension MortarClient {
    fileprivate func addHost(_ index: Int) async throws {
        var host = HostRepresentation()
        host.name = "h\(index)"
        host.address = "10.0.0.\(index)"
        host.enrolment.certificateRequest = "request \(index)"
        let begun = try await add(host)
        let id = begun.content.id ?? ""
        while try await get(HostRepresentation.self, id: id).status != "up" {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    fileprivate func addStorage() async throws {
        var domain = StorageDomainRepresentation()
        domain.name = "data"
        domain.redundancy = .threeCopies
        try await wait(for: try #require(try await add(domain).jobID), every: .milliseconds(20))
        while try await !knowsBricks() { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Whether all hosts are up; the engine learns of their new bricks with their next facts.
    private func knowsBricks() async throws -> Bool {
        for host in try await list(HostRepresentation.self) {
            let devices = try await list(BlockDeviceRepresentation.self, at: "\(host.href ?? "")/blockdevices")
            if host.status != "up" || !devices.contains(where: { $0.use == "brick" }) { return false }
        }
        return true
    }
}

/// Takes any text for a request; its key is the text.
private struct AnyCertifier: AgentCertifier {
    func migrationDoor(for host: MortarModel.Host, requests: MigrationKeyRequests) throws -> MigrationDoor {
        MigrationDoor(
            address: host.address, authority: authority, libvirtCertificate: requests.libvirt,
            qemuCertificate: requests.qemu)
    }
    var authority: String { "authority" }
    func keyFingerprint(of request: String) throws -> String { "key of \(request)" }
    func certificate(for host: MortarModel.Host, request: String) throws -> String { "certificate" }
}
