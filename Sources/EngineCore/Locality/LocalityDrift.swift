import MortarModel

/// A VM that runs where less of its disks is than it could be.
struct LocalityDrift: Sendable, Hashable {
    var vm: VMID
    var name: String
    /// Where it runs.
    var host: HostID
    /// Hosts that have more of its disks, the one with the most first.
    var better: [HostID]
}
