package typealias AffinityGroupID = Identifier<AffinityGroup>

/// VMs that belong together or apart, and hosts that they belong on or not; oVirt's `AffinityGroup`.
package struct AffinityGroup: Entity {
    package static let kind = "affinity group"

    package var id: AffinityGroupID
    package var name: String
    package var clusterID: ClusterID
    package var vms: Set<VMID>
    package var hosts: Set<HostID>
    /// How the VMs are among themselves; nil for no rule.
    package var vmsRule: AffinityRule?
    /// How the VMs are to the hosts; nil for no rule.
    package var hostsRule: AffinityRule?

    package init(
        id: AffinityGroupID = AffinityGroupID(), name: String, clusterID: ClusterID, vms: Set<VMID> = [],
        hosts: Set<HostID> = [], vmsRule: AffinityRule? = nil, hostsRule: AffinityRule? = nil
    ) {
        self.id = id
        self.name = name
        self.clusterID = clusterID
        self.vms = vms
        self.hosts = hosts
        self.vmsRule = vmsRule
        self.hostsRule = hostsRule
    }
}

/// One rule of an affinity group; oVirt's `AffinityRule`.
package struct AffinityRule: Sendable, Hashable, Codable {
    /// Together, or else apart.
    package var isPositive: Bool
    /// Whether a VM rather does not run than against the rule.
    package var isEnforcing: Bool

    package init(isPositive: Bool, isEnforcing: Bool) {
        self.isPositive = isPositive
        self.isEnforcing = isEnforcing
    }
}
