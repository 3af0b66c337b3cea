import MortarClient
import MortarModel
import OVirtAPI

/// What an upgrade of a cluster's hosts would do, in the order of their turns.
struct ClusterUpgradePlan: Sendable {
    var hosts: [PlannedUpgrade]

    var due: [PlannedUpgrade] { hosts.filter(\.isDue) }

    /// Asks every host, changes nothing. One that an earlier attempt left out of service comes first, that of the engine last.
    init(_ cluster: ClusterRepresentation, mayReboot: Bool, _ client: MortarClient) async throws {
        var hosts: [PlannedUpgrade] = []
        for host in try await client.hosts(of: cluster) {
            hosts.append(try await PlannedUpgrade(host, mayReboot: mayReboot, client))
        }
        self.hosts = hosts.sorted { $0.turn < $1.turn }
    }

    /// Refuses an upgrade that would stop on its way, for what can be seen now.
    ///
    /// While a host is out of service because of an earlier attempt, only the states of hosts tell: storage can spare no other then.
    func refuseDoubts() throws(Failure) {
        let isResumed = hosts.contains(where: \.isUnfinished)
        let doubtful = hosts.filter { !$0.obstacles.isEmpty && ($0.isDue || $0.host.status != "up") }
        let doubts = doubtful.filter { !isResumed || $0.host.status != "up" }
        if doubts.isEmpty { return }
        throw Failure(
            .conflict, "The upgrade would not come to its end.",
            cause: doubts.map { "\($0.name): \($0.obstacles.joined(separator: "; "))" }.joined(separator: ". ") + ".",
            correction: "Put that right first; “mortar cluster upgrade --dry-run” shows the plan again.",
            objects: doubts.map { "host \($0.name)" })
    }
}

extension PlannedUpgrade {
    /// Smaller ones come first; then names count.
    fileprivate var turn: (Int, String) {
        (isUnfinished ? 0 : host.hostedEngine?.isActive == true ? 2 : 1, name)
    }

    fileprivate init(_ host: HostRepresentation, mayReboot: Bool, _ client: MortarClient) async throws {
        self.init(host: host, mayReboot: mayReboot)
        guard host.status == "up", !isUnfinished else { return }
        pending = try await client.pendingUpgrades(of: host)
        guard isDue else { return }
        var action = ActionRepresentation()
        action.plansOnly = true
        maintenance = try await client.perform("deactivate", on: host.place, action).content.maintenancePlan
    }
}

extension MortarClient {
    /// As they are now.
    func hosts(of cluster: ClusterRepresentation) async throws -> [HostRepresentation] {
        try await list(HostRepresentation.self).filter { $0.cluster?.id == cluster.id }
    }
}
