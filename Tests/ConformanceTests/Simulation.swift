import Foundation
import Glibc
import HostCommand
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar-simulation` as a process of its own, with its API on a free port of the loopback.
struct Simulation: Sendable {
    let port: Int
    let folder: String

    var url: String { "https://127.0.0.1:\(port)/ovirt-engine/api" }
    var authorityFile: String { "\(folder)/ca.pem" }
    var passwordFile: String { "\(folder)/password" }

    private static let password = "simulation"

    /// Starts one, lends it, and ends it.
    static func running(_ body: @escaping @Sendable (Simulation) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "simulation-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try password.write(toFile: "\(folder)/password", atomically: true, encoding: .utf8)
        let simulation = Simulation(port: try freePort(), folder: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulation.serve() }
            defer { group.cancelAll() }
            try await body(simulation)
        }
    }

    /// Adds the simulated hosts and a storage domain `data`.
    func makeStorage() async throws {
        try await connected { client in
            var jobs: [String] = []
            for index in 1...3 {
                var host = HostRepresentation()
                host.name = "h\(index)"
                host.address = "10.0.0.\(index)"
                host.enrolment.certificateRequest = "key \(index)"
                _ = try await client.add(host)
            }
            jobs = try await client.list(JobRepresentation.self).compactMap(\.id)
            for job in jobs { try await client.wait(for: job) }
            var domain = StorageDomainRepresentation()
            domain.name = "data"
            if let job = try await client.add(domain).jobID { try await client.wait(for: job) }
        }
    }

    private func connected(_ body: (MortarClient) async throws -> Void) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            do {
                let authority = try String(contentsOfFile: authorityFile, encoding: .utf8)
                return try await MortarClient.connected(
                    to: ServerAddress(url), trust: .authority(authority),
                    as: .password(user: "admin@internal", Self.password), body)
            } catch  where ContinuousClock.now < end && Self.isNotUpYet(error) {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private static func isNotUpYet(_ error: any Error) -> Bool {
        (error as? Failure)?.code == .engineUnreachable || error is CocoaError
    }

    private func serve() async throws {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "mortar-simulation").path(percentEncoded: false)
        try await LocalCommands().output(
            of: Command(
                program, ["--port", "\(port)", "--folder", folder, "--password", Self.password],
                timeLimit: .seconds(300)))
    }

    /// A port that nothing listened on a moment ago.
    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 ? getsockname(socket, pointer, &length) : -1
            }
        }
        guard result == 0 else { throw Failure(.internal, "There is no free port.") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
