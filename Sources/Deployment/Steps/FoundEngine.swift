import Foundation
import HostCommand
import MortarModel

/// Starts the engine on the first host, with an identity of its own.
struct FoundEngine: Sendable {
    /// Names and addresses at which users reach the API.
    let names: [String]
    let password: String

    /// Returns the certificate of the cluster's authority, PEM. Asked again, it finds what it made.
    func run(on host: DeployHost) async throws -> String {
        let found = Command(
            "mortar", ["engine", "found"] + names.flatMap { ["--name", $0] },
            input: .bytes(Array(password.utf8)), timeLimit: .seconds(60))
        try await host.runner.output(of: found)
        try await host.runner.output(of: Command("systemctl", ["enable", "--now", "mortar-engine.service"]))
        guard let authority = try await host.files.read(DeployPath.engineAuthority) else {
            throw Failure(
                .internal, "The engine was founded and has left no certificate.", objects: ["host \(host.address)"])
        }
        return authority
    }
}
