import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Hosts that are lost for good, as the policies of their clusters have it.
struct LostHosts: Sendable, Hashable {
    /// A cluster of which much is away is one with a network that has failed.
    private static let absent: Set<HostStatus> = [
        .nonResponsive, .connecting, .maintenance, .preparingForMaintenance,
    ]

    let ids: Set<HostID>

    init(_ inventory: Inventory, at time: Date) {
        let counts = Dictionary(
            inventory.hosts.filter { Self.absent.contains($0.status) }.map { ($0.clusterID, 1) }, uniquingKeysWith: +)
        let lost = inventory.hosts.filter { host in
            let policy = inventory.clusters[host.clusterID]?.repair ?? RepairPolicy()
            guard host.status == .nonResponsive, host.keepsBricks != true, let since = host.absentSince else {
                return false
            }
            return time.timeIntervalSince(since) >= TimeInterval(policy.rebuildAfter)
                && counts[host.clusterID] ?? 0 <= policy.maximumAbsentHosts
        }
        ids = Set(lost.map(\.id))
    }
}
