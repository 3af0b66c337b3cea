package import MortarModel

/// What oVirt lets a cluster decide and clients insist on reading; elements of the cluster itself.
package struct ClusterPolicies: Representation {
    package var ballooning: Bool?
    package var biosType: String?
    package var errorHandling: ErrorHandling?
    package var externalNetworkProviders: [Reference]?
    package var fencing: FencingPolicy?
    package var firewall: String?
    package var glusterService: Bool?
    package var haReservation: Bool?
    package var ksm: KernelSamePages?
    package var macPool: Reference?
    package var asksForMaintenanceReason: Bool?
    package var memory: MemoryPolicyRepresentation?
    package var migration: MigrationOptions?
    package var asksForReason: Bool?
    package var rngSources: [String]?
    package var scheduling: Reference?
    package var switchType: String?
    package var threadsAsCores: Bool?
    package var trustedService: Bool?
    package var virtService: Bool?

    package init() {}

    /// What holds in every cluster of Mortar.
    package static let fixed: Self = {
        var policies = Self()
        policies.ballooning = false
        policies.biosType = "q35_sea_bios"
        policies.errorHandling = ErrorHandling(onError: "migrate")
        policies.externalNetworkProviders = []
        policies.fencing = .fixed
        policies.firewall = "firewalld"
        policies.glusterService = true
        policies.haReservation = false
        policies.ksm = KernelSamePages(enabled: false, mergesAcrossNodes: false)
        policies.macPool = .defaultMACPool
        policies.asksForMaintenanceReason = false
        policies.memory = MemoryPolicyRepresentation()
        policies.memory?.overCommit = .init()
        policies.memory?.overCommit?.percent = 100
        policies.migration = .fixed
        policies.asksForReason = false
        policies.rngSources = ["urandom"]
        policies.switchType = "legacy"
        policies.threadsAsCores = true
        policies.trustedService = false
        policies.virtService = true
        return policies
    }()

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("ballooning_enabled", &ballooning)
        try coder.value("bios_type", &biosType)
        try coder.object("error_handling", &errorHandling)
        try coder.list("external_network_providers", of: "external_provider", &externalNetworkProviders)
        try coder.object("fencing_policy", &fencing)
        try coder.value("firewall_type", &firewall)
        try coder.value("gluster_service", &glusterService)
        try coder.value("ha_reservation", &haReservation)
        try coder.object("ksm", &ksm)
        try coder.object("mac_pool", &macPool)
        try coder.value("maintenance_reason_required", &asksForMaintenanceReason)
        try coder.object("memory_policy", &memory)
        try coder.object("migration", &migration)
        try coder.value("optional_reason", &asksForReason)
        try coder.words("required_rng_sources", of: "required_rng_source", &rngSources)
        try coder.object("scheduling_policy", &scheduling)
        try coder.value("switch_type", &switchType)
        try coder.value("threads_as_cores", &threadsAsCores)
        try coder.value("trusted_service", &trustedService)
        try coder.value("virt_service", &virtService)
    }
}

/// What becomes of VMs when a host fails to keep up.
package struct ErrorHandling: Representation {
    package var onError: String?

    package init() {}

    package init(onError: String) {
        self.onError = onError
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("on_error", &onError)
    }
}

/// Whether the kernel shares equal pages of memory among VMs.
package struct KernelSamePages: Representation {
    package var enabled: Bool?
    package var mergesAcrossNodes: Bool?

    package init() {}

    package init(enabled: Bool, mergesAcrossNodes: Bool) {
        self.enabled = enabled
        self.mergesAcrossNodes = mergesAcrossNodes
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("enabled", &enabled)
        try coder.value("merge_across_nodes", &mergesAcrossNodes)
    }
}
