package import MortarModel

/// Mortar's own: what a cluster repairs without being asked.
package struct RepairPolicyRepresentation: Representation {
    /// Whether bricks of failed disks, of disks about to fail, and of lost hosts are rebuilt without a hand.
    package var isAutomatic: Bool?
    /// Seconds after which a host that does not answer is lost.
    package var rebuildAfter: Int64?
    /// Nothing of lost hosts is rebuilt while more are away.
    package var maximumAbsentHosts: Int?

    /// Milliseconds that a write of a VM may take on average while its replica set heals; 0 for no limit.
    package var healLatency: Int64?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("automatic", &isAutomatic)
        try coder.value("heal_latency", &healLatency)
        try coder.value("max_absent_hosts", &maximumAbsentHosts)
        try coder.value("rebuild_after", &rebuildAfter)
    }
}
