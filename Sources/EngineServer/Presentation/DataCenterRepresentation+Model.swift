import EngineCore
import MortarModel
import OVirtAPI

extension DataCenterRepresentation {
    init(_ dataCenter: DataCenter, in inventory: Inventory) {
        self.init(id: dataCenter.id.rawValue)
        name = dataCenter.name
        let domains = inventory.storageDomains.filter { $0.dataCenterID == dataCenter.id }
        status = domains.contains { $0.status == .active } ? "up" : "uninitialized"
    }
}

extension SearchFields where Object == DataCenter {
    static func dataCenters(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["datacenter"], defaults: ["name"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "clusters.name": { dataCenter in
                    inventory.clusters.filter { $0.dataCenterID == dataCenter.id }.map { .text($0.name) }
                },
                "cluster.name": { dataCenter in
                    inventory.clusters.filter { $0.dataCenterID == dataCenter.id }.map { .text($0.name) }
                },
                "storage": { dataCenter in
                    inventory.storageDomains.filter { $0.dataCenterID == dataCenter.id }.map { .text($0.name) }
                },
            ])
    }
}
