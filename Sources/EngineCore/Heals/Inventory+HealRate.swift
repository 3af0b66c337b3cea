import AgentAPI
import HashTreeCollections
package import MortarModel

import struct Foundation.Date

extension Inventory {
    /// How fast heals of a storage domain go, by what was measured last on any of its replica sets: while a brick was filled,
    /// or while a heal went on, whose entries are shards. Nil where nothing was measured yet.
    package func healRate(of domain: StorageDomainID) -> HealRate? {
        let sets = replicaSets(of: domain)
        let filled = sets.compactMap(\.healRate)
        let healed = sets.compactMap { observations.volumes[$0.name]?.progress.measured?.inBytes }
        return (filled + healed).max { $0.measured < $1.measured }
    }

    /// How fast a brick was filled, by what is on it now; nil where that cannot be told.
    func healRate(filling brick: Brick, since start: Date, until end: Date) -> HealRate? {
        let facts = observations.hosts[brick.hostID]?.facts.bricks.first { $0.id == brick.id }
        guard let size = facts?.size, let free = facts?.free, !brick.isArbiter else { return nil }
        return HealRate(copied: size - free, from: start, to: end)
    }
}

extension HealProgress.Measured {
    fileprivate var inBytes: HealRate {
        HealRate(bytes: ByteCount(max(1, Int64(rate * Double(VolumeOptions.shard.bytes)))), measured: time)
    }
}
