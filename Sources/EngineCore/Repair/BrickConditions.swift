import AgentAPI
import HashTreeCollections
package import MortarModel

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// What is wrong with the bricks of a cluster at one moment.
package struct BrickConditions: Sendable {
    private let inventory: Inventory
    private let time: Date
    private var views: [BrickID: DeviceView] = [:]
    private let absent: [ClusterID: Int]

    package init(_ inventory: Inventory, at time: Date) {
        self.inventory = inventory
        self.time = time
        let lost = inventory.hosts.filter { $0.status == .nonResponsive }
        absent = Dictionary(lost.map { ($0.clusterID, 1) }, uniquingKeysWith: +)
        let book = DeviceBook(inventory)
        for host in inventory.hosts where [.up, .nonOperational].contains(host.status) {
            for view in inventory.deviceViews(of: host.id, in: book) {
                if let brick = view.brick { views[brick.id] = view }
            }
        }
    }

    /// What is wrong with a brick; nil for one that is well, or of which nothing is known for certain.
    package func condition(of brick: Brick) -> BrickCondition? {
        guard let host = inventory.hosts[brick.hostID] else { return nil }
        if isLost(host) { return .lost }
        guard let view = views[brick.id] else { return nil }
        let reason = view.health.reasons.joined(separator: " ")
        if view.state == .missing { return isOffline(brick) ? .failed("Its device is missing.") : nil }
        switch view.health.verdict {
        case .failed: return .failed(reason)
        case .failing: return .failing(reason)
        case .worn: return .worn(reason)
        case .healthy, .unknown: return nil
        }
    }

    /// Whether GlusterFS too has nothing of a brick: one that works is never given up for what a survey of devices missed.
    private func isOffline(_ brick: Brick) -> Bool {
        inventory.observations.volumes.values.contains { volume in
            volume.facts.isStatusKnown
                && volume.facts.bricks.contains { $0.brick.directory.contains(brick.id.rawValue) && !$0.isOnline }
        }
    }

    /// Whether a host is lost for good, as the policy of its cluster has it.
    private func isLost(_ host: Host) -> Bool {
        let policy = inventory.clusters[host.clusterID]?.repair ?? RepairPolicy()
        guard host.status == .nonResponsive, host.keepsBricks != true, let since = host.absentSince else {
            return false
        }
        return time.timeIntervalSince(since) >= TimeInterval(policy.rebuildAfter)
            && absent[host.clusterID] ?? 0 <= policy.maximumAbsentHosts
    }
}
