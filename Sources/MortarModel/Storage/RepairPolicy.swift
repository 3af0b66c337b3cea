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

    package init() {}
}
