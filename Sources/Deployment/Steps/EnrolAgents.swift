import HostCommand
import HostNetworkKit
import MortarClient
import MortarModel
import OVirtAPI

/// Gives a host's agent its certificate and makes the host a member: the request comes over SSH, all else follows over TLS.
struct EnrolAgents: Sendable {
    let client: MortarClient
    let storageNetwork: Subnet?
    var zones: [NamedZone] = []

    /// Statuses of a host that is a member already.
    private static let members: Set = ["up", "connecting", "non_responsive", "non_operational", "maintenance"]

    /// Returns the host's id. A host that is a member already is left alone.
    func enrol(_ host: DeployHost, _ probe: HostProbe) async throws -> String {
        let request = try await host.runner.output(of: Command("mortar-agent", ["identity", "request"]))
        let known = try await client.list(HostRepresentation.self, search: "name=\"\(probe.hostname)\"", max: 1).first
        if let known, let id = known.id, Self.members.contains(known.status ?? ""), probe.agentAuthority != nil {
            try await start(host, again: false)
            return id
        }
        let added = try await client.add(wanted(probe, request)).content
        guard let id = added.id, let certificate = added.enrolment.certificate,
            let authority = added.enrolment.caCertificate
        else { throw Failure(.internal, "The engine has sent no certificate for \(probe.hostname).") }
        // An agent that has its certificate may be at work for an earlier attempt already: it is not disturbed.
        let isKnown = probe.agentAuthority == HostProbe.lastCertificate(authority)
        if !isKnown { try await install(certificate + authority, host) }
        try await start(host, again: !isKnown)
        return id
    }

    private func install(_ certificates: String, _ host: DeployHost) async throws {
        try await host.runner.output(
            of: Command("mortar-agent", ["identity", "install"], input: .bytes(Array(certificates.utf8))))
    }

    private func wanted(_ probe: HostProbe, _ request: String) -> HostRepresentation {
        var host = HostRepresentation()
        host.name = probe.hostname
        host.address = probe.managementAddress(besides: storageNetwork)
        host.mortar.storageAddress = storageNetwork.flatMap { probe.storage(in: $0)?.address }
        host.mortar.zone = zones.last { probe.answers(to: $0.host) }?.zone.rawValue
        host.enrolment.certificateRequest = request
        return host
    }

    private func start(_ host: DeployHost, again: Bool) async throws {
        try await host.runner.output(of: Command("systemctl", ["enable", "mortar-agent.service"]))
        let verb = again ? "restart" : "start"
        try await host.runner.output(of: Command("systemctl", [verb, "mortar-agent.service"], timeLimit: .seconds(90)))
    }

    /// Waits until every host is up.
    func waitUntilUp(_ ids: [String], _ progress: any DeployProgress) async throws {
        for id in ids {
            let jobs = try await client.list(JobRepresentation.self)
            let host = try await client.get(HostRepresentation.self, id: id)
            let job = jobs.first { $0.description == "Adding host \(host.name ?? "")" }
            if let job, let jobID = job.id, host.status != "up" {
                try await client.wait(for: jobID) { await progress.show($0) }
            }
        }
    }
}
