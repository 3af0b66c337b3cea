import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Since when VMs run away from their disks, and what was told of it.
package struct DriftMemory: Sendable {
    private var since: [VMID: Date] = [:]
    private var told: [VMID: String] = [:]
    private var tries: [VMID: (count: Int, last: Date)] = [:]

    private static let pause = RetryPause(first: 120, longest: 3_600)
    /// Seconds after which a VM that is no drift any more is near its disks for good.
    private static let memory: TimeInterval = 900

    package init() {}

    /// Forgets VMs that are near their disks again.
    mutating func keep(_ drifts: [LocalityDrift], at time: Date) {
        let ids = Set(drifts.map(\.vm))
        since = since.filter { ids.contains($0.key) }
        told = told.filter { ids.contains($0.key) }
        // One that is on its way, or has just come back to where it was, is no drift for a while.
        tries = tries.filter { ids.contains($0.key) || time.timeIntervalSince($0.value.last) < Self.memory }
        for id in ids where since[id] == nil { since[id] = time }
    }

    /// Whether a VM has been where it is, and away from its disks, for as long as this, in seconds.
    func isLasting(_ drift: LocalityDrift, _ patience: Int64, at time: Date) -> Bool {
        guard let since = since[drift.vm] else { return false }
        return time.timeIntervalSince(max(since, drift.arrived)) >= TimeInterval(patience)
    }

    /// Whether a VM may be moved again: one that is still away was not moved by the last try.
    func isDue(_ drift: LocalityDrift, at time: Date) -> Bool {
        guard let (count, last) = tries[drift.vm] else { return true }
        return time.timeIntervalSince(last) >= Self.pause.after(count)
    }

    mutating func tried(_ drift: LocalityDrift, at time: Date) {
        tries[drift.vm] = ((tries[drift.vm]?.count ?? 0) + 1, time)
    }

    /// False where users were told the same before.
    mutating func tell(_ words: String, of drift: LocalityDrift) -> Bool {
        defer { told[drift.vm] = words }
        return told[drift.vm] != words
    }
}
