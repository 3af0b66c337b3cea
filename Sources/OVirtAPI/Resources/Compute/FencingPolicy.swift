package import MortarModel

/// When a host that does not answer may be switched off.
package struct FencingPolicy: Representation {
    package var enabled: Bool?
    package var skipsIfStorageIsActive: EnabledRepresentation?
    package var skipsIfConnectivityIsBroken: EnabledRepresentation?
    package var skipsIfBricksAreUp: Bool?
    package var skipsIfQuorumWouldBeLost: Bool?

    package init() {}

    /// Hosts are not fenced; if they were, storage would come first.
    package static let fixed: Self = {
        var policy = Self()
        policy.enabled = false
        policy.skipsIfStorageIsActive = EnabledRepresentation(false)
        policy.skipsIfConnectivityIsBroken = EnabledRepresentation(false, threshold: 50)
        policy.skipsIfBricksAreUp = true
        policy.skipsIfQuorumWouldBeLost = true
        return policy
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("enabled", &enabled)
        try coder.object("skip_if_connectivity_broken", &skipsIfConnectivityIsBroken)
        try coder.value("skip_if_gluster_bricks_up", &skipsIfBricksAreUp)
        try coder.value("skip_if_gluster_quorum_not_met", &skipsIfQuorumWouldBeLost)
        try coder.object("skip_if_sd_active", &skipsIfStorageIsActive)
    }
}
