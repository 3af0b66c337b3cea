package import MortarModel

/// Something to be done with an object, and how it went.
package struct ActionRepresentation: Resource {
    package static let element = "action"
    package static let collection = "actions"
    package static let path = ""

    package var id: String?
    package var href: String?
    package var isAsynchronous: Bool?
    package var force: Bool?
    package var reason: String?
    package var pausesAfterStart: Bool?
    package var usesCloudInit: Bool?
    package var usesInitialization: Bool?
    package var vm: Linked<VMRepresentation>?
    package var host: Linked<HostRepresentation>?
    package var stopsGluster: Bool?
    /// Mortar's own: whether a device's light is to be on; it is where nothing is said.
    package var isOn: Bool?
    /// Mortar's own: whatever is on a device may be lost.
    package var wipe: Bool?
    /// Mortar's own: of a RAID device that bricks are to be aligned to.
    package var stripe: StripeRepresentation?
    /// Mortar's own: of the agent on new hardware that takes a lost host's place, PEM.
    package var certificateRequest: String?
    /// Mortar's own: the agent's certificate, PEM.
    package var certificate: String?
    /// Mortar's own: the cluster's certificate authority, PEM.
    package var caCertificate: String?
    /// Mortar's own: by what a version of a file in split-brain is taken, `source` with `host`, `majority`, `newest` or `biggest`.
    package var resolution: String?
    /// Mortar's own: whether only to say what would be done.
    package var plansOnly: Bool?
    /// Mortar's own: the device that shall take another one's place.
    package var target: BlockDeviceRepresentation?
    /// Mortar's own, in answers.
    package var maintenancePlan: MaintenancePlanRepresentation?
    package var replacementPlan: ReplacementPlanRepresentation?
    package var pendingUpgrades: PendingUpgradesRepresentation?
    package var expansionPlan: ExpansionPlanRepresentation?
    package var reshapingPlan: ReshapingPlanRepresentation?
    package var copiesPlan: CopiesPlanRepresentation?
    /// Mortar's own: how many copies a storage domain shall keep.
    package var redundancy: RedundancyChoice?
    /// Mortar's own: the replica sets that a storage domain is to lose.
    package var replicaSets: [Linked<ReplicaSetRepresentation>]?
    /// Mortar's own: the only hosts that a storage domain may grow onto, or those that it leaves.
    package var hosts: [Linked<HostRepresentation>]?
    /// Of a Gluster volume: those that something is done with; for the replacement of a brick the one that takes its place.
    package var bricks: [BrickRepresentation]?
    /// Of a Gluster volume.
    package var option: OptionRepresentation?
    /// Whether a rebalance moves nothing.
    package var fixesLayout: Bool?
    /// Mortar's own: the only devices that a storage domain may grow by.
    package var blockDevices: [BlockDeviceRepresentation]?
    /// Whether a host is rebooted after its upgrade.
    package var reboots: Bool?
    /// How long an upgrade may take, in minutes.
    package var timeout: Int?
    /// Where a disk shall go.
    package var storageDomain: Linked<StorageDomainRepresentation>?
    /// Mortar's own: the replica set that a disk shall go to.
    package var replicaSet: Linked<ReplicaSetRepresentation>?
    /// Mortar's own: the most bytes of a disk that are copied in a second.
    package var bandwidth: Int64?
    /// `complete`, `failed`, `pending` or `in_progress`.
    package var status: String?
    package var correlationID: String?
    package var job: Linked<JobRepresentation>?
    package var fault: FaultRepresentation?

    package init() {}

    /// An answer to what was done, or begun where `status` is `in_progress`.
    package init(status: String, job: String? = nil, correlationID: String? = nil) {
        self.status = status
        self.job = job.map { Linked(id: $0) }
        self.correlationID = correlationID
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("async", &isAsynchronous)
        try coder.value("bandwidth", &bandwidth)
        try coder.list("block_devices", of: "block_device", &blockDevices)
        try coder.list("bricks", of: "brick", &bricks)
        try coder.value("ca_certificate", &caCertificate)
        try coder.value("certificate", &certificate)
        try coder.value("certificate_request", &certificateRequest)
        try coder.object("copies_plan", &copiesPlan)
        try coder.value("correlation_id", &correlationID)
        try coder.object("expansion_plan", &expansionPlan)
        try coder.object("fault", &fault)
        try coder.value("fix_layout", &fixesLayout)
        try coder.value("force", &force)
        try coder.object("host", &host)
        try coder.list("hosts", of: "host", &hosts)
        try coder.object("job", &job)
        try coder.object("maintenance_plan", &maintenancePlan)
        try coder.value("on", &isOn)
        try coder.object("option", &option)
        try coder.value("pause", &pausesAfterStart)
        try coder.object("pending_upgrades", &pendingUpgrades)
        try coder.value("plan", &plansOnly)
        try coder.value("reason", &reason)
        try coder.value("reboot", &reboots)
        try coder.choice("redundancy", &redundancy)
        try coder.object("replacement_plan", &replacementPlan)
        try coder.object("replica_set", &replicaSet)
        try coder.list("replica_sets", of: "replica_set", &replicaSets)
        try coder.object("reshaping_plan", &reshapingPlan)
        try coder.value("resolution", &resolution)
        try coder.value("status", &status)
        try coder.object("storage_domain", &storageDomain)
        try coder.value("stop_gluster_service", &stopsGluster)
        try coder.object("stripe", &stripe)
        try coder.object("target", &target)
        try coder.value("timeout", &timeout)
        try coder.value("use_cloud_init", &usesCloudInit)
        try coder.value("use_initialization", &usesInitialization)
        try coder.object("vm", &vm)
        try coder.value("wipe", &wipe)
    }
}
