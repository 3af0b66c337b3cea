import EngineCore
import MortarModel
import OVirtAPI

extension ClusterRepresentation {
    init(_ cluster: Cluster) {
        self.init(id: cluster.id.rawValue)
        name = cluster.name
        dataCenter = Linked(id: cluster.dataCenterID.rawValue)
        cpu = CPURepresentation()
        cpu?.architecture = "x86_64"
        cpu?.type = ""
        diskAccess = DiskAccessChoice(rawValue: cluster.diskAccess.rawValue)
        repairPolicy = RepairPolicyRepresentation(cluster.repair ?? RepairPolicy())
    }

    /// What a client asks to be changed of those things that can be.
    var settings: ClusterSettings {
        var settings = ClusterSettings()
        settings.diskAccess = diskAccess.flatMap { DiskAccessPolicy(rawValue: $0.rawValue) }
        settings.isRepairAutomatic = repairPolicy?.isAutomatic
        settings.rebuildAfter = repairPolicy?.rebuildAfter
        settings.maximumAbsentHosts = repairPolicy?.maximumAbsentHosts
        settings.healLatency = repairPolicy?.healLatency
        return settings
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
