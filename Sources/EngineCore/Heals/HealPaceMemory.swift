import MortarModel

import struct Foundation.Date

/// What ``PaceHeals`` remembers of heals that go on; a new engine begins without it.
package struct HealPaceMemory: Sendable {
    private struct Heal: Sendable {
        /// When writes were last asked for, with success or without.
        var asked = Date.distantPast
        var sample: WriteSample?
        /// When the option was last set: what was seen before is not what is.
        var changed = Date.distantPast
        var isLeftAlone = false
        var isTold = false
    }

    private var heals: [ReplicaSetID: Heal] = [:]

    package init() {}

    /// Whether a period is over since writes were last asked for; a clock that was set back makes it so.
    func isDue(_ set: ReplicaSetID, at time: Date) -> Bool {
        guard let asked = heals[set]?.asked else { return true }
        let age = time.timeIntervalSince(asked)
        return age < 0 || age >= PaceHeals.period
    }

    /// Whether a volume was seen after its option was last set.
    func knows(_ seen: VolumeObservation, of set: ReplicaSetID) -> Bool {
        seen.observed >= heals[set]?.changed ?? .distantPast
    }

    func isLeftAlone(_ set: ReplicaSetID) -> Bool { heals[set]?.isLeftAlone ?? false }

    /// Begins a period; returns what was known at the beginning of the last one.
    mutating func begin(_ set: ReplicaSetID, at time: Date) -> WriteSample? {
        defer {
            heals[set, default: Heal()].asked = time
            heals[set]?.sample = nil
        }
        return heals[set]?.sample
    }

    mutating func keep(_ sample: WriteSample, of set: ReplicaSetID) { heals[set]?.sample = sample }
    mutating func leaveAlone(_ set: ReplicaSetID) { heals[set, default: Heal()].isLeftAlone = true }
    mutating func changed(_ set: ReplicaSetID, at time: Date) { heals[set, default: Heal()].changed = time }
    mutating func forget(_ set: ReplicaSetID) { heals[set] = nil }

    /// Whether users were not told of this heal yet; from now on they were.
    mutating func tell(_ set: ReplicaSetID) -> Bool {
        defer { heals[set, default: Heal()].isTold = true }
        return heals[set]?.isTold != true
    }
}
