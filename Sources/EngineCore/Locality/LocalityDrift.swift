import MortarModel
import Placement

import struct Foundation.Date

/// A VM that runs where not all of its disks are.
struct LocalityDrift: Sendable, Hashable {
    var vm: VMID
    var name: String
    /// Where it runs.
    var host: HostID
    /// Since when it runs there, by the engine's clock.
    var arrived: Date
    /// Hosts that have more of its disks, the one with the most first.
    var better: [HostID]
    /// What would bring its disks to where it runs; empty where that cannot be.
    var gathering: [PlannedDiskMove]

    /// What moving the disks copies at most.
    var bytes: ByteCount { gathering.reduce(.zero) { $0 + $1.bytes } }
}
