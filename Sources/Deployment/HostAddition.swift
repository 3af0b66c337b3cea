import Foundation
package import HostNetworkKit
package import MortarClient
package import MortarModel
import OVirtAPI

/// Makes a machine that SSH reaches a host of a cluster there is: packages, agent, certificate.
package struct HostAddition: Sendable {
    private let client: MortarClient
    private let machine: DeployHost
    private let packages: InstallPackages
    private let progress: any DeployProgress

    /// - Parameter packages: the folder with Mortar's packages on this machine.
    package init(_ client: MortarClient, machine: DeployHost, packages: String, progress: any DeployProgress) {
        self.client = client
        self.machine = machine
        self.packages = InstallPackages(folder: packages)
        self.progress = progress
    }

    /// What stands in the way; changes nothing.
    package func check() async throws -> (probe: HostProbe, problems: [PreflightProblem]) {
        let probe = try await progress.step("Look at the host") {
            await HostProbe.look(at: machine, now: { Date() })
        }
        return (probe, Preflight.problems(of: probe))
    }

    /// Adds the machine and waits until it is up; returns its id. A member that there is already is left alone.
    ///
    /// Throws `invalid` where it has no address in the storage network.
    ///
    /// - Parameter storageNetwork: nil for that of the other hosts.
    package func run(_ probe: HostProbe, storageNetwork: Subnet?, zone: Zone?) async throws -> String {
        let members = try await client.list(HostRepresentation.self)
        let network = try storageNetwork ?? probe.storageNetwork(of: members)
        try await progress.step("Install the packages") { try await packages.run(["mortar-agent"], on: machine) }
        let zones = zone.map { [NamedZone(host: probe.address, zone: $0)] } ?? []
        let enrolment = EnrolAgents(client: client, storageNetwork: network, zones: zones)
        let id = try await progress.step("Enrol the agent") { try await enrolment.enrol(machine, probe) }
        try await enrolment.waitUntilUp([id], progress)
        return id
    }
}

extension HostProbe {
    /// The network of its own that holds the storage addresses of all other hosts; nil where these have no storage network.
    func storageNetwork(of members: [HostRepresentation]) throws(Failure) -> Subnet? {
        let addresses = members.filter { $0.name != hostname }
            .compactMap { $0.mortar.storageAddress == $0.address ? nil : $0.mortar.storageAddress }
        guard !addresses.isEmpty else { return nil }
        let networks = interfaces.flatMap(\.addresses).compactMap { Subnet("\($0.address)/\($0.prefixLength)") }
        if let network = networks.first(where: { addresses.allSatisfy($0.contains) }) { return network }
        throw Failure(
            .invalid, "\(name) has no address in the storage network of the other hosts.",
            cause: "These have \(addresses.sorted().joined(separator: ", ")).",
            correction: "Give it one, or name the network with --storage-network.", objects: ["host \(name)"])
    }
}
