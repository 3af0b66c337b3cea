package import MortarModel

/// VMs that belong together or apart, and hosts that they belong on or not.
package struct AffinityGroupRepresentation: Resource {
    package static let element = "affinity_group"
    package static let collection = "affinity_groups"
    package static let path = "affinitygroups"

    package var id: String?
    package var href: String?
    package var name: String?
    package var cluster: Linked<ClusterRepresentation>?
    package var vms: [Reference]?
    package var hosts: [Reference]?
    package var vmsRule: AffinityRuleRepresentation?
    package var hostsRule: AffinityRuleRepresentation?
    /// As `vmsRule`, for clients of oVirt before 4.1.
    package var isEnforcing: Bool?
    /// As `vmsRule`, for clients of oVirt before 4.1.
    package var isPositive: Bool?

    package init() {}

    package init(id: String, cluster: String) {
        self.id = id
        href = "\(ClusterRepresentation.href(cluster))/\(Self.path)/\(id)"
        self.cluster = Linked(id: cluster)
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        coder.link("hosts")
        coder.link("vms")
        try coder.object("cluster", &cluster)
        try coder.value("enforcing", &isEnforcing)
        try coder.list("hosts", of: "host", &hosts)
        try coder.object("hosts_rule", &hostsRule)
        try coder.value("positive", &isPositive)
        try coder.list("vms", of: "vm", &vms)
        try coder.object("vms_rule", &vmsRule)
    }
}

/// One rule of an affinity group.
package struct AffinityRuleRepresentation: Representation {
    package var isEnabled: Bool?
    /// Whether a VM rather does not run than against the rule.
    package var isEnforcing: Bool?
    /// Together, or else apart.
    package var isPositive: Bool?

    package init() {}

    package init(isEnabled: Bool, isEnforcing: Bool, isPositive: Bool) {
        self.isEnabled = isEnabled
        self.isEnforcing = isEnforcing
        self.isPositive = isPositive
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("enabled", &isEnabled)
        try coder.value("enforcing", &isEnforcing)
        try coder.value("positive", &isPositive)
    }
}
