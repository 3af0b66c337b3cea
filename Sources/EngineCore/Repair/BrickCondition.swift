import AgentAPI
import HashTreeCollections
package import MortarModel

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// What is wrong with a brick that has to be rebuilt elsewhere.
package enum BrickCondition: Sendable, Hashable {
    /// Its device or file system does no work any more; the text says why.
    case failed(String)
    /// It works, and its device is about to fail; the text says why.
    case failing(String)
    /// Its host has not answered for longer than the cluster's policy waits.
    case lost

    /// As users read it, with a verb.
    package var words: String {
        switch self {
        case .failed(let reason): "has failed: \(reason)"
        case .failing(let reason): "is about to fail: \(reason)"
        case .lost: "is lost with its host"
        }
    }
}

extension Inventory {
    /// A brick that its host does not tell of is missing only when the host has told of its devices this long, in seconds: after a boot
    /// devices take a while to appear.
    private static let appearance: TimeInterval = 60

    /// What is wrong with a brick; nil for one that is well, or of which nothing is known for certain.
    package func condition(of brick: Brick, at time: Date) -> BrickCondition? {
        guard let host = hosts[brick.hostID] else { return nil }
        if let lost = loss(of: host, at: time) { return lost }
        guard [.up, .nonOperational].contains(host.status), let facts = observations.hosts[host.id]?.facts else {
            return nil
        }
        guard let own = facts.bricks.first(where: { $0.id == brick.id }) else {
            let isSettled = host.statusChanged.map { time.timeIntervalSince($0) >= Self.appearance } ?? true
            return isSettled && isOffline(brick) ? .failed("its device is missing") : nil
        }
        if let failure = own.failure { return .failed(failure) }
        return nil
    }

    /// Whether GlusterFS too has nothing of a brick: one that works is never given up for what a survey of devices missed.
    private func isOffline(_ brick: Brick) -> Bool {
        observations.volumes.values.contains { volume in
            volume.facts.isStatusKnown
                && volume.facts.bricks.contains { $0.brick.directory.contains(brick.id.rawValue) && !$0.isOnline }
        }
    }

    /// Whether a host is lost for good, as the policy of its cluster has it.
    private func loss(of host: Host, at time: Date) -> BrickCondition? {
        let policy = clusters[host.clusterID]?.repair ?? RepairPolicy()
        guard host.status == .nonResponsive, host.keepsBricks != true, let since = host.statusChanged,
            time.timeIntervalSince(since) >= TimeInterval(policy.rebuildAfter)
        else { return nil }
        let absent = hosts.count { $0.clusterID == host.clusterID && $0.status == .nonResponsive }
        return absent <= policy.maximumAbsentHosts ? .lost : nil
    }
}
