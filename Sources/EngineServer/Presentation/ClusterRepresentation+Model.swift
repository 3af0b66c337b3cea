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
