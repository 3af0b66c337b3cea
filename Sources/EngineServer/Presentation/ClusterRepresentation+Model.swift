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
    }

    /// What a client asks to be changed of those things that can be.
    ///
    /// Throws `notFound` for a scheduling policy that is not there.
    func settings(in inventory: Inventory) throws -> ClusterSettings {
        var settings = ClusterSettings()
        settings.diskAccess = diskAccess.flatMap { DiskAccessPolicy(rawValue: $0.rawValue) }
        settings.schedulingPolicy = try policies.scheduling.map { try inventory.schedulingPolicy($0).id }
        settings.isRepairAutomatic = repairPolicy?.isAutomatic
        settings.rebuildAfter = repairPolicy?.rebuildAfter
        settings.maximumAbsentHosts = repairPolicy?.maximumAbsentHosts
        settings.healLatency = repairPolicy?.healLatency
        return settings
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
