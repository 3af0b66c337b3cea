import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI

extension StorageDomainRepresentation {
    init(_ domain: StorageDomain, in inventory: Inventory) {
        self.init(id: domain.id.rawValue)
        name = domain.name
        status = domain.status.rawValue
        externalStatus = "ok"
        redundancy = RedundancyChoice(rawValue: domain.redundancy.rawValue)
        splitBrainPolicy = SplitBrainPolicyChoice(rawValue: (domain.splitBrainPolicy ?? .majority).rawValue)
        dataCenters = [Linked(id: domain.dataCenterID.rawValue)]
        let sets = inventory.replicaSets(of: domain.id)
        available = sets.reduce(0) { $0 + inventory.free(in: $1).bytes }
        used = sets.reduce(0) { $0 + inventory.used(of: $1).bytes }
        committed = sets.reduce(0) { $0 + inventory.committed(of: $1).bytes }
        if let first = sets.first, let server = inventory.servers(of: first, for: nil).first {
            storage = HostStorage(address: server, volume: first.name)
        }
    }
}

extension Inventory {
    /// What a replica set's disks could grow to.
    func committed(of set: ReplicaSet) -> ByteCount {
        disks.filter { $0.occupies(set.id) }.reduce(.zero) { $0 + $1.size }
    }
}

extension SearchFields where Object == StorageDomain {
    static func storageDomains(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["storage", "storagedomain"], defaults: ["name"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "status": { [.word($0.status.rawValue)] },
                "datacenter": { inventory.dataCenters[$0.dataCenterID].map { [.text($0.name)] } ?? [] },
            ])
    }
}
