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
        let seen = sets.map { inventory.observations.volumes[$0.name]?.observed }
        guard !sets.isEmpty else { return false }
        guard let oldest = seen.map({ $0 ?? .distantPast }).min(), oldest != .distantPast else { return true }
        if let changed = inventory.observations.changed, changed > oldest { return true }
        let isWell = inventory.hosts.allSatisfy(\.isWell) && sets.allSatisfy { isClean($0, inventory) }
        return time.timeIntervalSince(oldest) >= (isWell ? interval : unwellInterval)
    }

    package static func isHealSummaryDue(of set: ReplicaSet, _ inventory: Inventory, at time: Date) -> Bool {
        guard set.redundancy != .oneCopy, let seen = inventory.observations.volumes[set.name] else { return false }
        guard let heal = seen.heal, let observed = seen.healObserved else { return true }
        return time.timeIntervalSince(observed) >= (heal.pending == 0 ? cleanHealInterval : healInterval)
    }

    private static func isClean(_ set: ReplicaSet, _ inventory: Inventory) -> Bool {
        guard let seen = inventory.observations.volumes[set.name], seen.facts.bricks.allSatisfy(\.isOnline) else {
            return false
        }
        return set.redundancy == .oneCopy || seen.heal?.pending == 0
    }
}

extension Host {
    /// Hosts that are not in the trusted pool say nothing about volumes.
    fileprivate var isWell: Bool { !isPoolMember || status == .up || status == .maintenance }
}
