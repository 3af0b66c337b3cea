package import MortarModel

/// What users can decide of a cluster; nil leaves it as it is.
package struct ClusterSettings: Sendable {
    /// In seconds. Less than this a switch may take to learn a new way.
    private static let shortestRebuildAfter: Int64 = 10

    package var diskAccess: DiskAccessPolicy?
    package var schedulingPolicy: SchedulingPolicyID?
    /// Whether bricks are rebuilt without a hand.
    package var isRepairAutomatic: Bool?
    /// Seconds after which a host that does not answer is lost; at least 10.
    package var rebuildAfter: Int64?
    /// More hosts away than this, and nothing of them is rebuilt; at least 1.
    package var maximumAbsentHosts: Int?

    /// Milliseconds that a write of a VM may take while its replica set heals; 0 for no limit.
    package var healLatency: Int64?

    package init() {}

    /// Throws `invalid` for what makes no sense.
    func check() throws(Failure) {
        if let rebuildAfter, rebuildAfter < Self.shortestRebuildAfter {
            throw Failure(
                .invalid, "A host cannot be given up after \(rebuildAfter) s.",
                correction: "Give rebuild_after at least \(Self.shortestRebuildAfter) s; 30 minutes suit most clusters."
            )
        }
        if let maximumAbsentHosts, maximumAbsentHosts < 1 {
            throw Failure(
                .invalid, "With max_absent_hosts \(maximumAbsentHosts) nothing of a lost host would ever be rebuilt.",
                correction: "Give at least 1, or switch automatic repair off.")
        }
        if let healLatency, !(0...60_000).contains(healLatency) {
            throw Failure(
                .invalid, "Writes cannot be limited to \(healLatency) ms while a replica set heals.",
                correction: "Give heal_latency 1 to 60000 ms, or 0 for heals that are never slowed down.")
        }
    }

    func apply(to cluster: inout Cluster) {
        if let schedulingPolicy { cluster.schedulingPolicyID = schedulingPolicy }
        if let diskAccess { cluster.diskAccess = diskAccess }
        if isRepairAutomatic == nil, rebuildAfter == nil, maximumAbsentHosts == nil, healLatency == nil { return }
        var policy = cluster.repair ?? RepairPolicy()
        policy.isAutomatic = isRepairAutomatic ?? policy.isAutomatic
        policy.rebuildAfter = rebuildAfter ?? policy.rebuildAfter
        policy.maximumAbsentHosts = maximumAbsentHosts ?? policy.maximumAbsentHosts
        policy.healLatency = healLatency ?? policy.healLatency
        cluster.repair = policy
    }
}
