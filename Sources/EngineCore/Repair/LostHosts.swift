import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Hosts that are lost for good, as the policies of their clusters have it.
struct LostHosts: Sendable, Hashable {
    let ids: Set<HostID>

    init(_ inventory: Inventory, at time: Date) {
        let silent = inventory.hosts.filter { $0.status == .nonResponsive }
        let counts = Dictionary(silent.map { ($0.clusterID, 1) }, uniquingKeysWith: +)
        let lost = silent.filter { host in
            let policy = inventory.clusters[host.clusterID]?.repair ?? RepairPolicy()
            guard host.keepsBricks != true, let since = host.statusChanged else { return false }
            return time.timeIntervalSince(since) >= TimeInterval(policy.rebuildAfter)
                && counts[host.clusterID] ?? 0 <= policy.maximumAbsentHosts
        }
        ids = Set(lost.map(\.id))
    }
}
