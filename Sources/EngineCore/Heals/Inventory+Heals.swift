import MortarModel

import struct Foundation.Date

extension Inventory {
    /// What a write of a VM may take while a replica set heals; nil where its heals keep their pace.
    func healLatency(of set: ReplicaSet) -> Duration? {
        let host = set.bricks.first.flatMap { hosts[$0.hostID] }
        let policy = host.flatMap { clusters[$0.clusterID]?.repair } ?? RepairPolicy()
        let limit = policy.healLatency ?? RepairPolicy.usualHealLatency
        return limit > 0 ? .milliseconds(limit) : nil
    }

    mutating func tellSlowHeal(_ pace: HealPace, of set: ReplicaSet, _ latency: Duration, at time: Date) {
        let threads = pace.threads == 1 ? "one thread" : "\(pace.threads) threads"
        addEvent(
            .healSlowed,
            "The heal of replica set \(set.name) is slowed down to \(threads): a write of its VMs takes"
                + " \(latency.milliseconds) ms on average.", at: time, about: .init(storageDomain: set.storageDomainID))
    }

    mutating func tellStall(_ progress: HealProgress, of set: ReplicaSet, at time: Date) {
        let minutes = Int(HealProgress.patience / 60)
        let pending = progress.samples.last?.pending ?? 0
        if progress.isStalled {
            addEvent(
                .healStalled, .error,
                "Replica set \(set.name) has \(pending) entries to heal, and not one less since \(minutes) minutes.",
                at: time, about: .init(storageDomain: set.storageDomainID))
        } else {
            addEvent(
                .healResumed, "The heal of replica set \(set.name) moves again: \(pending) entries wait.", at: time,
                about: .init(storageDomain: set.storageDomainID))
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { Int64((self / .milliseconds(1)).rounded()) }
}
