import BlockDeviceKit
import MortarClient
import MortarModel
import OVirtAPI

/// Makes the storage domain, or goes on with one that is being made.
struct MakeStorage: Sendable {
    let client: MortarClient
    let request: DeployRequest

    func run(_ probes: [HostProbe], _ progress: any DeployProgress) async throws {
        if let known = try await existing() {
            if known.status == "active" { return await tellCopies(of: known, progress) }
            try await waitForJob(progress)
            if try await existing()?.status == "active" { return }
        }
        let begun = try await client.add(wanted(probes))
        if let job = begun.jobID { try await client.wait(for: job) { await progress.show($0) } }
        try await tellZones(begun.content, progress)
    }

    /// Copies are never added by the way: that takes devices and time.
    private func tellCopies(of domain: StorageDomainRepresentation, _ progress: any DeployProgress) async {
        guard let kept = domain.redundancy?.rawValue, kept != request.redundancy.rawValue else { return }
        await progress.note(
            "Storage domain \(request.storageDomain) keeps \(kept) copies: “mortar storage copies"
                + " \(request.storageDomain) \(request.redundancy.rawValue)” adds some where that is possible.")
    }

    /// What the engine has said of zones in the new domain.
    private func tellZones(_ domain: StorageDomainRepresentation, _ progress: any DeployProgress) async throws {
        let events = try await client.list(EventRepresentation.self, search: "type=\(Self.zonesTold)", max: 10)
        for event in events where event.storageDomain?.id == domain.id {
            if let words = event.description { await progress.note(words) }
        }
    }

    /// The code of the engine's event.
    private static let zonesTold = 20_040

    private func existing() async throws -> StorageDomainRepresentation? {
        try await client.list(StorageDomainRepresentation.self, search: "name=\"\(request.storageDomain)\"", max: 1)
            .first
    }

    private func waitForJob(_ progress: any DeployProgress) async throws {
        let title = "Creating storage domain \(request.storageDomain)"
        let running = try await client.list(JobRepresentation.self).first { $0.description == title && $0.ended == nil }
        guard let id = running?.id else { return }
        do {
            try await client.wait(for: id) { await progress.show($0) }
        } catch is JobFailure {
            await progress.note("An earlier attempt to make the storage domain was undone; it is made anew.")
        }
    }

    private func wanted(_ probes: [HostProbe]) -> StorageDomainRepresentation {
        var domain = StorageDomainRepresentation()
        domain.name = request.storageDomain
        domain.redundancy = RedundancyChoice(rawValue: request.redundancy.rawValue)
        let isChoice = request.devices != nil || !request.wipe.isEmpty || request.stripe != nil
        if isChoice { domain.blockDevices = probes.flatMap(devices) }
        return domain
    }

    /// Every device that preflight has found fit to be taken.
    private func devices(_ probe: HostProbe) -> [BlockDeviceRepresentation] {
        probe.devices.filter { probe.canTake($0, request) }.map { found in
            var device = BlockDeviceRepresentation()
            device.host = Linked(name: probe.hostname)
            device.path = found.device.path
            device.stripe = request.stripe.map { StripeRepresentation($0) }
            if case .occupied = found.use { device.wipe = true }
            return device
        }
    }
}
