import EngineCore
import MortarModel
import OVirtAPI

extension ClusterRepresentation {
    init(_ cluster: Cluster, in inventory: Inventory) {
        self.init(id: cluster.id.rawValue)
        name = cluster.name
        dataCenter = Linked(id: cluster.dataCenterID.rawValue)
        cpu = CPURepresentation()
        cpu?.architecture = "x86_64"
        cpu?.type = ""
        diskAccess = DiskAccessChoice(rawValue: cluster.diskAccess.rawValue)
        policies.scheduling = Reference(inventory.schedulingPolicy(of: cluster.id))
        repairPolicy = RepairPolicyRepresentation(cluster.repair ?? RepairPolicy())
        locality = LocalityPolicyRepresentation(cluster.locality ?? LocalityPolicy())
        policies.migration = MigrationOptions(cluster.migration ?? MigrationPolicy())
    }

    /// What a client asks to be changed of those things that can be.
    ///
    /// Throws `notFound` for a scheduling policy that is not there, `invalid` for ways to migrate that there are not.
    func settings(in inventory: Inventory) throws -> ClusterSettings {
        var settings = ClusterSettings()
        try policies.migration?.apply(to: &settings)
        settings.diskAccess = diskAccess.flatMap { DiskAccessPolicy(rawValue: $0.rawValue) }
        settings.schedulingPolicy = try policies.scheduling.map { try inventory.schedulingPolicy($0).id }
        settings.isRepairAutomatic = repairPolicy?.isAutomatic
        settings.rebuildAfter = repairPolicy?.rebuildAfter
        settings.maximumAbsentHosts = repairPolicy?.maximumAbsentHosts
        settings.healLatency = repairPolicy?.healLatency
        settings.localityMode = locality?.mode.flatMap { LocalityPolicy.Mode(rawValue: $0.rawValue) }
        settings.localityPatience = locality?.patience
        settings.maximumLocalityMoves = locality?.maximumMoves
        return settings
    }
}

extension LocalityPolicyRepresentation {
    fileprivate init(_ policy: LocalityPolicy) {
        self.init()
        mode = LocalityChoice(rawValue: policy.mode.rawValue)
        patience = policy.patience
        maximumMoves = policy.maximumMoves
    }
}

extension Inventory {
    /// The policy that a client calls by its id or by its name.
    fileprivate func schedulingPolicy(_ reference: Reference) throws -> SchedulingPolicy {
        if let id = reference.id { return try requiredSchedulingPolicy(SchedulingPolicyID(rawValue: id)) }
        if let found = allSchedulingPolicies.first(where: { $0.name == reference.name }) { return found }
        throw Failure(
            .notFound, "There is no scheduling policy \(reference.name ?? "").",
            correction: "Take one of \(allSchedulingPolicies.map(\.name).joined(separator: ", ")).")
    }
}

extension MigrationOptions {
    fileprivate init(_ policy: MigrationPolicy) {
        self = .fixed
        autoConverge = policy.converges ? "true" : "false"
        bandwidth = Bandwidth()
        bandwidth?.assignmentMethod = policy.bandwidth > 0 ? "custom" : "hypervisor_default"
        if policy.bandwidth > 0 { bandwidth?.customValue = policy.bandwidth }
        postCopyAfter = policy.postCopyAfter
    }

    fileprivate func apply(to settings: inout ClusterSettings) throws {
        let isCompressed = compressed.map { $0 != Self.fixed.compressed && $0 != "inherit" } ?? false
        let isPlain = encrypted.map { $0 != Self.fixed.encrypted && $0 != "inherit" } ?? false
        if isCompressed || isPlain {
            throw Failure(
                .invalid, "Migrations are encrypted and not compressed in every cluster.",
                correction: "Leave out compressed and encrypted.")
        }
        settings.convergesMigrations = try convergence()
        settings.migrationBandwidth = try bandwidthSetting()
        settings.postCopyAfter = postCopyAfter
    }

    private func convergence() throws -> Bool? {
        switch autoConverge {
        case nil: nil
        case "true", "inherit": true
        case "false": false
        case let word?:
            throw Failure(.invalid, "“\(word)” is no auto_converge.", correction: "Give true, false or inherit.")
        }
    }

    private func bandwidthSetting() throws -> Int? {
        guard let bandwidth else { return nil }
        switch bandwidth.assignmentMethod ?? (bandwidth.customValue == nil ? "auto" : "custom") {
        case "custom":
            if let value = bandwidth.customValue { return value }
            throw Failure.missing("custom_value", of: "MigrationBandwidth", for: "update")
        case "auto", "hypervisor_default": return 0
        case let word:
            throw Failure(
                .invalid, "“\(word)” is no way to assign bandwidth.",
                correction: "Give custom with a custom_value in Mbit/s, auto or hypervisor_default.")
        }
    }
}

extension RepairPolicyRepresentation {
    fileprivate init(_ policy: RepairPolicy) {
        self.init()
        isAutomatic = policy.isAutomatic
        rebuildAfter = policy.rebuildAfter
        maximumAbsentHosts = policy.maximumAbsentHosts
        healLatency = policy.healLatency ?? RepairPolicy.usualHealLatency
    }
}

extension SearchFields where Object == Cluster {
    static func clusters(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["cluster"], defaults: ["name"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "datacenter": { inventory.dataCenters[$0.dataCenterID].map { [.text($0.name)] } ?? [] },
                "datacenter.name": { inventory.dataCenters[$0.dataCenterID].map { [.text($0.name)] } ?? [] },
            ])
    }
}
