import Foundation
import HostCommand
import HostNetworkKit
package import MortarClient
import MortarModel
package import OVirtAPI

/// Brings a machine to where the engine can put it in a lost host's place: packages, agent, certificate.
package struct HostReplacement: Sendable {
    private let client: MortarClient
    private let machine: DeployHost
    private let packages: InstallPackages
    private let progress: any DeployProgress

    /// - Parameters:
    ///   - machine: the new hardware, as SSH reaches it.
    ///   - packages: the folder with Mortar's packages on this machine.
    package init(
        _ client: MortarClient, machine: DeployHost, packages: String, progress: any DeployProgress
    ) {
        self.client = client
        self.machine = machine
        self.packages = InstallPackages(folder: packages)
        self.progress = progress
    }

    /// What stands in the way of the machine becoming `lost` under its name; changes nothing.
    package func check(as lost: HostRepresentation) async throws -> (probe: HostProbe, problems: [PreflightProblem]) {
        let probe = try await progress.step("Look at the new hardware") {
            await HostProbe.look(at: machine, now: { Date() })
        }
        let problems = Preflight.problems(of: probe)
        guard probe.unreachable == nil else { return (probe, problems) }
        return (probe, problems + Self.differences(probe, lost))
    }

    /// Puts the machine in the place of the host with this id; returns the engine's job.
    package func run(as id: String) async throws -> String? {
        try await progress.step("Install the packages") { try await packages.run(["mortar-agent"], on: machine) }
        return try await progress.step("Enrol the agent") {
            var action = ActionRepresentation()
            action.certificateRequest = try await machine.certificateRequest()
            let begun = try await client.perform("replace", on: "hosts/\(id)", action)
            guard let certificate = begun.content.certificate, let authority = begun.content.caCertificate else {
                throw Failure(.internal, "The engine has sent no certificate.")
            }
            try await machine.install(certificate + authority)
            return begun.jobID
        }
    }

    /// Its peers and its certificate's holder know it by name and addresses: all have to be the lost host's.
    private static func differences(_ probe: HostProbe, _ lost: HostRepresentation) -> [PreflightProblem] {
        var problems: [PreflightProblem] = []
        if let name = lost.name, probe.hostname != name {
            problems.append(
                .init(
                    host: probe.name, problem: "It is called \(probe.hostname).",
                    correction: "Call it \(name): “hostnamectl set-hostname \(name)”."))
        }
        let own = Set(probe.interfaces.flatMap(\.addresses).map(\.address))
        for address in [lost.address, lost.mortar.storageAddress].compactMap(\.self) where !own.contains(address) {
            problems.append(
                .init(
                    host: probe.name, problem: "It lacks the address \(address).",
                    correction: "Give it the lost host's addresses."))
        }
        return problems
    }
}

extension DeployHost {
    fileprivate func certificateRequest() async throws -> String {
        try await runner.output(of: Command("mortar-agent", ["identity", "request"]))
    }

    /// Hands the agent its certificate and starts it anew.
    fileprivate func install(_ certificates: String) async throws {
        try await runner.output(
            of: Command("mortar-agent", ["identity", "install"], input: .bytes(Array(certificates.utf8))))
        try await runner.output(of: Command("systemctl", ["enable", "mortar-agent.service"]))
        try await runner.output(
            of: Command("systemctl", ["restart", "mortar-agent.service"], timeLimit: .seconds(90)))
    }
}
