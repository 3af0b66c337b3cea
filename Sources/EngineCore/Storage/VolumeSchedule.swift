import AgentAPI
import HashTreeCollections
package import MortarModel

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Decides when volumes are looked at again.
///
/// A look costs a host two programs, a heal summary a client of its own for each volume. Both are asked for often only
/// while something is not well; brick processes that end, peers that leave and hosts that fall silent announce themselves.
package enum VolumeSchedule {
    /// Seconds between two looks while all is well: what nothing announces is the space that is left.
    package static let interval: TimeInterval = 60
    package static let unwellInterval: TimeInterval = 3
    /// Seconds between two heal summaries of a clean volume: a client that lost a brick for a moment announces nothing.
    package static let cleanHealInterval: TimeInterval = 300
    package static let healInterval: TimeInterval = 10

    package static func isLookDue(_ inventory: Inventory, at time: Date) -> Bool {
        let sets = inventory.replicaSets.filter { inventory.isInService($0) }
        // Only volumes of users may be there.
        if sets.isEmpty, inventory.replicaSets.count > 0 || !inventory.hosts.contains(where: \.isPoolMember) {
            return false
        }
        guard let asked = inventory.observations.volumesAsked else { return true }
        if let changed = inventory.observations.changed, changed > asked { return true }
        let isWell = inventory.hosts.allSatisfy(\.isWell) && sets.allSatisfy { isClean($0, inventory, since: asked) }
        return isOver(isWell ? interval : unwellInterval, since: asked, at: time)
    }

    package static func isHealSummaryDue(of set: ReplicaSet, _ inventory: Inventory, at time: Date) -> Bool {
        guard set.isReplicated, let seen = inventory.observations.volumes[set.name] else { return false }
        guard let observed = seen.healObserved else { return true }
        return isOver(seen.heal?.pending == 0 ? cleanHealInterval : healInterval, since: observed, at: time)
    }

    /// A clock that was set back makes things due.
    private static func isOver(_ interval: TimeInterval, since start: Date, at time: Date) -> Bool {
        let age = time.timeIntervalSince(start)
        return age < 0 || age >= interval
    }

    /// A volume that the last look told nothing of is not known to be clean.
    private static func isClean(_ set: ReplicaSet, _ inventory: Inventory, since asked: Date) -> Bool {
        guard let seen = inventory.observations.volumes[set.name], seen.observed >= asked,
            seen.facts.bricks.allSatisfy(\.isOnline)
        else { return false }
        return !set.isReplicated || seen.heal?.pending == 0
    }
}

extension Host {
    /// Hosts that are not in the trusted pool say nothing about volumes.
    fileprivate var isWell: Bool { !isPoolMember || status == .up || status == .maintenance }
}
