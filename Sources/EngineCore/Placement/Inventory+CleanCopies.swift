import AgentAPI
import HashTreeCollections
package import MortarModel

extension Inventory {
    /// Hosts whose brick of a set is known to be online and to hold the last version of every file.
    package func hostsWithCleanCopy(of set: ReplicaSet) -> Set<HostID> {
        guard let volume = observations.volumes[set.name] else { return [] }
        return Set(set.bricks.filter { isClean($0, of: set, volume) }.map(\.hostID))
    }

    private func isClean(_ brick: Brick, of set: ReplicaSet, _ volume: VolumeObservation) -> Bool {
        if brick.isArbiter || hasFailed(brick) { return false }
        if set.work?.new.id == brick.id { return false }
        let facts = volume.facts.bricks.first { $0.brick.isPlace(of: brick) }
        guard let facts, facts.isOnline, let heal = volume.heal else { return false }
        return heal.isClean(facts.brick)
    }
}

extension HealSummary {
    /// Whether nothing waits to be healed on a brick, as far as that can be told.
    ///
    /// What is recorded at a brick are entries that others lack, and every write has reached most bricks. So when nothing
    /// is recorded at most of them, those are clean. Otherwise the stale ones are those with less recorded than others, or
    /// away; where all have the same, nobody can tell.
    fileprivate func isClean(_ brick: VolumeBrick) -> Bool {
        let known = bricks.compactMap(\.pending)
        guard let most = known.max(), let own = bricks.first(where: { $0.brick == brick })?.pending else {
            return false
        }
        if most == 0 { return known.count * 2 > bricks.count }
        return own == most && (known.contains { $0 < most } || known.count < bricks.count)
    }
}
