package import MortarModel
import Workflow

/// What users can ask for about hosts.
package struct HostService: Sendable {
    /// A host to be added; its agent runs already, or starts when it gets its certificate.
    package struct Addition: Sendable {
        package var name: String
        package var cluster: ClusterID
        package var address: String
        package var storageAddress: String?
        /// Nil leaves it as it is.
        package var zone: String?
        /// PEM.
        package var certificateRequest: String

        package init(
            name: String, cluster: ClusterID, address: String, storageAddress: String?, zone: String? = nil,
            certificateRequest: String
        ) {
            self.name = name
            self.cluster = cluster
            self.address = address
            self.storageAddress = storageAddress
            self.zone = zone
            self.certificateRequest = certificateRequest
        }
    }

    /// What users may change of a host; nil for what stays.
    package struct Change: Sendable {
        /// Whether its bricks stay where they are when it is lost, however long.
        package var keepsBricks: Bool?
        /// What it shares with hosts that may fail with it; empty for nothing.
        package var zone: String?

        package init(keepsBricks: Bool? = nil, zone: String? = nil) {
            self.keepsBricks = keepsBricks
            self.zone = zone
        }
    }

    /// A host that has been written down and is being taken in.
    package struct Added: Sendable {
        package var host: Host
        package var job: Job
        /// The agent's certificate, PEM.
        package var certificate: String
        /// The cluster's certificate authority, PEM.
        package var authority: String
    }

    let context: EngineContext
    let workflows: Workflows
    let certifier: any AgentCertifier

    package init(_ context: EngineContext, workflows: Workflows, certifier: any AgentCertifier) {
        self.context = context
        self.workflows = workflows
        self.certifier = certifier
    }

    /// The cluster's own certificate authority, PEM.
    package var authority: String { certifier.authority }

    /// Writes the host down, certifies its agent's key, and begins to take it into the trusted pool.
    ///
    /// Asked again for the same name and key, it goes on with the same host, and with the job that is under way.
    package func add(_ addition: Addition, by request: RequestOrigin) async throws -> Added {
        let fingerprint = try certifier.keyFingerprint(of: addition.certificateRequest)
        let host = try wanted(addition, fingerprint)
        let certificate = try certifier.certificate(for: host, request: addition.certificateRequest)
        let job = try await workflows.start(
            AddHost(host: host), by: request,
            reserve: { inventory in
                try inventory.refuseOtherHost(like: host)
                try inventory.refuseHostInMaintenance(host)
                inventory.hosts.insert(host)
            }, unless: { inventory in try inventory.additionUnderWay(of: host) })
        return Added(host: host, job: job, certificate: certificate, authority: certifier.authority)
    }

    /// Forgets a host that carries nothing any more.
    package func remove(_ id: HostID, by request: RequestOrigin) async throws -> Job {
        let host = try context.inventory.hosts.required(id)
        return try await workflows.start(RemoveHost(host: host), by: request) { inventory in
            try inventory.refuseRemoval(of: host)
        }
    }

    /// Changes all that is wanted, or nothing where a part makes no sense.
    package func change(_ change: Change, of id: HostID) async throws -> Host {
        let zone = try change.zone.map(Self.zone)
        return try await context.store.change { inventory in
            try inventory.hosts.update(id) { host in
                host.keepsBricks = change.keepsBricks ?? host.keepsBricks
                host.zone = zone ?? host.zone
            }
            return try inventory.hosts.required(id)
        }
    }

    /// Nil for an empty text.
    private static func zone(_ text: String) throws -> Zone? {
        text.allSatisfy(\.isWhitespace) ? nil : try Zone(parsing: text)
    }

    private func wanted(_ addition: Addition, _ fingerprint: String) throws -> Host {
        let inventory = context.inventory
        _ = try inventory.clusters.required(addition.cluster)
        try EntityName.check(addition.name, of: Host.kind)
        var host = Host(
            name: addition.name, clusterID: addition.cluster, address: addition.address,
            storageAddress: addition.storageAddress ?? addition.address, status: .installing,
            agentKeyFingerprint: fingerprint, zone: try addition.zone.flatMap(Self.zone))
        if let known = inventory.hosts.named(addition.name), known.agentKeyFingerprint == fingerprint {
            host.id = known.id
            host.isPoolMember = known.isPoolMember
            host.keepsBricks = known.keepsBricks
            if addition.zone == nil { host.zone = known.zone }
        }
        return host
    }
}

extension Inventory {
    /// The addition of the same host that goes on already; refused where it goes on with other addresses.
    fileprivate func additionUnderWay(of host: Host) throws -> WorkflowRecord? {
        let record = try underWay(AddHost.self) { $0.host.id == host.id }
        guard let record, case .running = record.phase else { return nil }
        let known = try hosts.required(host.id)
        if (known.address, known.storageAddress, known.clusterID) == (host.address, host.storageAddress, host.clusterID)
        {
            return record
        }
        throw Failure(
            .conflict,
            "Host \(host.name) is being added with the addresses \(known.address) and \(known.storageAddress).",
            correction: "Wait until that job has ended, then ask again.")
    }

    fileprivate func refuseOtherHost(like host: Host) throws {
        let others = hosts.filter { $0.id != host.id }
        if others.contains(where: { $0.name == host.name }) {
            throw Failure(
                .conflict, "There is another host with the name \(host.name).",
                cause: "Its agent has another key.", correction: "Take another name, or remove that host first.")
        }
        let addresses = [host.address, host.storageAddress]
        if let other = others.first(where: { addresses.contains($0.address) || addresses.contains($0.storageAddress) })
        {
            throw Failure(
                .conflict,
                "The host \(other.name) already has one of the addresses \(addresses.joined(separator: ", ")).",
                correction: "Give each host addresses of its own.")
        }
    }

    /// Its storage may be stopped on purpose.
    fileprivate func refuseHostInMaintenance(_ host: Host) throws {
        guard let status = hosts[host.id]?.status, [.preparingForMaintenance, .maintenance].contains(status) else {
            return
        }
        throw Failure(
            .conflict, "Host \(host.name) is \(status.rawValue).",
            correction: "Activate it: “mortar host activate \(host.name)”.")
    }

    fileprivate func refuseRemoval(of host: Host) throws {
        if observations.carriesEngine(host.id) {
            throw Failure(
                .conflict, "The engine runs on host \(host.name).",
                cause: "Without that host nothing would answer any more.", correction: "Remove another host.")
        }
        if let status = hosts[host.id]?.status, [.up, .installing, .preparingForMaintenance].contains(status) {
            throw Failure(
                .conflict, "Host \(host.name) is \(status.rawValue).",
                cause: "VMs and bricks could come to it while it is removed.",
                correction: "Put it into maintenance first; “mortar host remove \(host.name)” does all of it.",
                objects: ["host \(host.name)"])
        }
        let sets = replicaSets.filter { $0.placedBricks.contains { $0.hostID == host.id } }
        if !sets.isEmpty {
            throw Failure(
                .conflict, "Host \(host.name) carries bricks.",
                cause: "They belong to \(sets.map(\.name).sorted().joined(separator: ", ")).",
                correction: "Remove these replica sets or move their bricks first.")
        }
        try refuseGuests(on: host)
        if let vm = vms.sortedByName.first(where: { $0.pinnedHosts?.contains(host.id) == true }) {
            throw Failure(
                .conflict, "VM \(vm.name) is pinned to host \(host.name).",
                correction: "Pin it to other hosts first, or “mortar vm set \(vm.name) --unpin”.",
                objects: ["VM \(vm.name)"])
        }
    }
}
