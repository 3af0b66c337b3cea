package import MortarModel

extension HostService {
    /// Begins to put new hardware in the place of a lost host, under its name.
    ///
    /// Asked again with the same key, it goes on with the job that is under way.
    ///
    /// - Parameter certificateRequest: of the agent on the new hardware, PEM.
    package func replace(
        _ id: HostID, certificateRequest: String, by request: RequestOrigin
    ) async throws -> Added {
        let fingerprint = try certifier.keyFingerprint(of: certificateRequest)
        let lost = try context.inventory.hosts.required(id)
        var host = lost
        host.agentKeyFingerprint = fingerprint
        host.status = .installing
        let renewed = host
        let certificate = try certifier.certificate(for: host, request: certificateRequest)
        let job = try await workflows.start(
            ReplaceHost(lost: lost, successor: id), by: request,
            reserve: { inventory in
                try inventory.refuseReplacement(of: lost, by: lost)
                inventory.hosts[id] = renewed
            },
            unless: { inventory in
                guard inventory.hosts[id]?.agentKeyFingerprint == fingerprint else { return nil }
                return try inventory.underWay(ReplaceHost.self) { $0.lost.id == id }
            })
        return Added(host: host, job: job, certificate: certificate, authority: certifier.authority)
    }

    /// Begins to put a host of the cluster in the place of a lost one, which is forgotten in the end.
    package func replace(_ id: HostID, with successor: HostID, by request: RequestOrigin) async throws -> Job {
        let lost = try context.inventory.hosts.required(id)
        let successor = try context.inventory.hosts.required(successor)
        if successor.id == id {
            throw Failure(
                .invalid, "Host \(lost.name) cannot be replaced with itself.",
                correction: "For new hardware under the same name leave the other host out.")
        }
        return try await workflows.start(
            ReplaceHost(lost: lost, successor: successor.id), by: request,
            reserve: { try $0.refuseReplacement(of: lost, by: successor) },
            unless: { try $0.underWay(ReplaceHost.self) { $0.lost.id == id && $0.successor == successor.id } })
    }
}
