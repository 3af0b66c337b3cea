import MortarModel

import struct Foundation.Date

extension Inventory {
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
