/// What a cluster mends without being asked.
package struct RepairPolicy: Sendable, Hashable, Codable {
    /// Whether bricks of failed disks, of disks about to fail, and of lost hosts are rebuilt without a hand.
    package var isAutomatic = true
    /// Seconds after which a host that does not answer is lost and its bricks are rebuilt on others.
    ///
    /// Half an hour is more than a reboot or an upgrade takes, and less than the time in which a second failure is likely.
    package var rebuildAfter: Int64 = 1_800
    /// Nothing of lost hosts is rebuilt while more are away: then the network is the likelier cause.
    package var maximumAbsentHosts = 1

    /// Milliseconds that a write of a VM may take on average while its replica set heals: beyond it the heal is slowed down. 0 for
    /// heals that are never slowed down nor sped up; nil for ``usualHealLatency``.
    package var healLatency: Int64?

    /// Guests notice pauses of several times this; flash and disks of one healthy set stay well below it.
    package static let usualHealLatency: Int64 = 20

    package init() {}
}
