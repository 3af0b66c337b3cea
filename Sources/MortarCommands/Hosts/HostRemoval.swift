import MortarClient
import OVirtAPI

/// The way of a host out of the cluster: its bricks, its VMs, its membership.
///
/// Each part is a job of the engine's that can be begun again; parts that are done are not begun.
struct HostRemoval: Sendable {
    private let host: HostRepresentation
    private let client: MortarClient

    init(_ host: HostRepresentation, _ client: MortarClient) {
        self.host = host
        self.client = client
    }

    private var path: String { "\(HostRepresentation.path)/\(host.id ?? "")" }

    // MARK: Doing it

    func run(showing progress: @Sendable (JobRepresentation) async -> Void) async throws {
        for domain in try await domains() { try await wait(for: shrink(domain, plansOnly: nil), progress) }
        if try await client.get(HostRepresentation.self, id: host.id ?? "").status != "maintenance" {
            try await wait(for: client.perform("deactivate", on: path, departure(plansOnly: nil)), progress)
        }
        try await wait(for: client.remove(path), progress)
    }

    private func wait(
        for begun: Begun<ActionRepresentation>, _ progress: @Sendable (JobRepresentation) async -> Void
    ) async throws {
        if let job = begun.jobID { _ = try await client.wait(for: job) { await progress($0) } }
    }

    // MARK: Looking

    /// Per storage domain what would move, then where the VMs would go.
    func plan() async throws -> Record {
        var record = Record()
        record.add("host", host.name)
        var storage: [OutputValue] = []
        for domain in try await domains() { storage.append(.record(try await plan(domain))) }
        record.add("storage", .list(storage))
        let action = departure(plansOnly: true)
        let vms = try await client.perform("deactivate", on: path, action).content.maintenancePlan
        record.add("vms", .list((vms?.moves ?? []).map { .text($0.sentence) }))
        record.add("refusals", .list((vms?.refusals ?? []).map { .record($0.record) }))
        return record
    }

    private func plan(_ domain: StorageDomainRepresentation) async throws -> Record {
        let plan = try await shrink(domain, plansOnly: true).content.reshapingPlan ?? ReshapingPlanRepresentation()
        var record = Record()
        record.add("storage_domain", domain.name)
        for field in plan.record.fields { record.add(field.key, field.value) }
        return record
    }

    // MARK: Asking

    /// The storage domains that have bricks on the host.
    private func domains() async throws -> [StorageDomainRepresentation] {
        var found: [StorageDomainRepresentation] = []
        for domain in try await client.list(StorageDomainRepresentation.self) {
            let sets = try await client.list(
                ReplicaSetRepresentation.self, at: "\(StorageDomainRepresentation.path)/\(domain.id ?? "")/replicasets")
            if sets.contains(where: { ($0.bricks ?? []).contains { $0.host?.id == host.id } }) { found.append(domain) }
        }
        return found
    }

    private func shrink(
        _ domain: StorageDomainRepresentation, plansOnly: Bool?
    ) async throws -> Begun<ActionRepresentation> {
        var action = ActionRepresentation()
        action.hosts = [Linked(id: host.id ?? "")]
        action.plansOnly = plansOnly
        return try await client.perform(
            "shrink", on: "\(StorageDomainRepresentation.path)/\(domain.id ?? "")", action)
    }

    /// Without bricks nothing has to be stopped, and the storage service has to answer when the host leaves the pool.
    private func departure(plansOnly: Bool?) -> ActionRepresentation {
        var action = ActionRepresentation()
        action.reason = "leaves the cluster"
        action.stopsGluster = false
        action.plansOnly = plansOnly
        return action
    }
}
