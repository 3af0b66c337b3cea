import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// Since when VMs run away from their disks, and what was told of it.
package struct DriftMemory: Sendable {
    private var since: [VMID: Date] = [:]
    private var told: [VMID: String] = [:]

    package init() {}

    /// Forgets VMs that are home again.
    mutating func keep(_ drifts: [LocalityDrift], at time: Date) {
        let ids = Set(drifts.map(\.vm))
        since = since.filter { ids.contains($0.key) }
        told = told.filter { ids.contains($0.key) }
        for id in ids where since[id] == nil { since[id] = time }
    }

    /// Whether a VM has been away for as long as this, in seconds.
    func isLasting(_ drift: LocalityDrift, _ patience: Int64, at time: Date) -> Bool {
        since[drift.vm].map { time.timeIntervalSince($0) >= TimeInterval(patience) } ?? false
    }

    /// False where users were told the same before.
    mutating func tell(_ words: String, of drift: LocalityDrift) -> Bool {
        defer { told[drift.vm] = words }
        return told[drift.vm] != words
    }
}
