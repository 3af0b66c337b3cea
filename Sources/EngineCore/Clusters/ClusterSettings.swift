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
    /// Whether guests that write faster than their memory moves are slowed down.
    package var convergesMigrations: Bool?
    /// Of all moves from or to one host together, in Mbit/s; 0 for as much as there is, otherwise at least 17.
    package var migrationBandwidth: Int?
    /// Seconds; 0 for never.
    package var postCopyAfter: Int64?

    /// Milliseconds that a write of a VM may take while its replica set heals; 0 for no limit.
    package var healLatency: Int64?

    package var localityMode: LocalityPolicy.Mode?
    /// Seconds; 0 or more.
    package var localityPatience: Int64?
    /// VMs that are moved to their disks at a time; at least 1.
    package var maximumLocalityMoves: Int?

    package init() {}

    /// Throws `invalid` for what makes no sense.
    func check() throws(Failure) {
        try checkMigrations()
        try checkLocality()
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

    private func checkLocality() throws(Failure) {
        if let localityPatience, localityPatience < 0 {
            throw Failure(
                .invalid, "VMs cannot be left where they are for \(localityPatience) s.",
                correction: "Give 0 s or more; a minute suits most clusters.")
        }
        if let maximumLocalityMoves, maximumLocalityMoves < 1 {
            throw Failure(
                .invalid, "With \(maximumLocalityMoves) moves at a time no VM would ever be brought back.",
                correction: "Give at least 1, or switch the locality policy off.")
        }
    }

    private func applyLocality(to cluster: inout Cluster) {
        if localityMode == nil, localityPatience == nil, maximumLocalityMoves == nil { return }
        var policy = cluster.locality ?? LocalityPolicy()
        policy.mode = localityMode ?? policy.mode
        policy.patience = localityPatience ?? policy.patience
        policy.maximumMoves = maximumLocalityMoves ?? policy.maximumMoves
        cluster.locality = policy
    }

    /// Less than 1 MiB/s for each of two moves libvirt cannot be told.
    private static let leastBandwidth = 17
    /// 1 Tbit/s.
    private static let mostBandwidth = 1_000_000
    /// A day: no move takes longer.
    private static let longestPreCopy: Int64 = 86_400

    private func checkMigrations() throws(Failure) {
        if let migrationBandwidth, migrationBandwidth != 0,
            !(Self.leastBandwidth...Self.mostBandwidth).contains(migrationBandwidth)
        {
            throw Failure(
                .invalid, "Migrations cannot have a bandwidth of \(migrationBandwidth) Mbit/s.",
                correction: "Give \(Self.leastBandwidth) to \(Self.mostBandwidth) Mbit/s, or 0 for as much as there is."
            )
        }
        if let postCopyAfter, !(0...Self.longestPreCopy).contains(postCopyAfter) {
            throw Failure(
                .invalid, "A guest cannot go on ahead of its memory after \(postCopyAfter) s.",
                correction: "Give at most \(Self.longestPreCopy) s, or 0 for never.")
        }
    }

    func apply(to cluster: inout Cluster) {
        if let schedulingPolicy { cluster.schedulingPolicyID = schedulingPolicy }
        if let diskAccess { cluster.diskAccess = diskAccess }
        applyMigrations(to: &cluster)
        applyLocality(to: &cluster)
        if isRepairAutomatic == nil, rebuildAfter == nil, maximumAbsentHosts == nil, healLatency == nil { return }
        var policy = cluster.repair ?? RepairPolicy()
        policy.isAutomatic = isRepairAutomatic ?? policy.isAutomatic
        policy.rebuildAfter = rebuildAfter ?? policy.rebuildAfter
        policy.maximumAbsentHosts = maximumAbsentHosts ?? policy.maximumAbsentHosts
        policy.healLatency = healLatency ?? policy.healLatency
        cluster.repair = policy
    }

    private func applyMigrations(to cluster: inout Cluster) {
        if convergesMigrations == nil, migrationBandwidth == nil, postCopyAfter == nil { return }
        var policy = cluster.migration ?? MigrationPolicy()
        policy.converges = convergesMigrations ?? policy.converges
        policy.bandwidth = migrationBandwidth ?? policy.bandwidth
        policy.postCopyAfter = postCopyAfter ?? policy.postCopyAfter
        cluster.migration = policy
    }
}
