import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// Which disks would have to move so that the replica sets are alike full.
    func balance(of domain: StorageDomain) -> BalancePlan {
        let disks = filledDisks(in: domain)
        let promised = Dictionary(disks.map { ($0.disk.set, $0.occupied) }, uniquingKeysWith: +)
        let sets = diskCandidates(replicaSets(of: domain.id)).map { set in
            StorageBalancer.FilledCandidate(set, used: promised[set.id] ?? .zero)
        }
        return StorageBalancer(sets, disks: disks).plan()
    }

    /// By what they may grow to: what a thin image occupies its replica set does not tell.
    func filledDisks(in domain: StorageDomain) -> [FilledDisk] {
        disks.sortedByName.filter { $0.storageDomainID == domain.id }.map { disk in
            FilledDisk(
                PlacedDisk(id: disk.id, size: disk.size, set: disk.replicaSetID), occupied: disk.size,
                vm: vm(using: disk.id)?.id)
        }
    }
}
