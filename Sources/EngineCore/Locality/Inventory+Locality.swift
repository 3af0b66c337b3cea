import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// VMs of clusters that care, which run where not all of their disks are though they could, in the order of their names.
    ///
    /// Left alone are VMs with a disk on a replica set that is healing or in work: which copies are clean changes by itself
    /// there, and a move would read from what is being mended.
    func localityDrifts() -> [LocalityDrift] {
        vms.sortedByName.compactMap { vm in
            guard locality(of: vm.clusterID).mode != .off, vm.status == .up, vm.hasClosedDisk != true,
                let host = vm.hostID,
                replicaSets(of: vm).allSatisfy(isSettled), disks(of: vm).allSatisfy(\.isAtRest)
            else { return nil }
            return drift(of: vm, on: host)
        }
    }

    private func drift(of vm: VM, on host: HostID) -> LocalityDrift? {
        let shares = localShares(of: vm)
        let here = shares[host] ?? 0
        if here >= 1 || vm.disks.isEmpty { return nil }
        let mayMove = (vm.affinity ?? .migratable) == .migratable
        let better = shares.filter { mayMove && $0.value > here && hosts[$0.key]?.status == .up }
        let drift = LocalityDrift(
            vm: vm.id, name: vm.name, host: host, arrived: vm.statusSince,
            better: better.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key),
            gathering: gathering(of: disks(of: vm), on: host))
        return drift.better.isEmpty && drift.gathering.isEmpty ? nil : drift
    }

    /// Within the storage domain of the first disk; users chose it.
    private func gathering(of disks: [Disk], on host: HostID) -> [PlannedDiskMove] {
        guard let domain = disks.first?.storageDomainID, disks.allSatisfy({ $0.storageDomainID == domain }) else {
            return []
        }
        let sets = replicaSets(of: domain)
        let local = sets.filter { isSettled($0) && hostsWithCleanCopy(of: $0).contains(host) }.map(\.id)
        let placed = disks.map { PlacedDisk(id: $0.id, size: $0.size, set: $0.replicaSetID) }
        return DiskGathering(diskCandidates(sets), local: Set(local)).moves(for: placed) ?? []
    }

    private func disks(of vm: VM) -> [Disk] { vm.disks.compactMap { disks[$0] } }

    func locality(of cluster: ClusterID) -> LocalityPolicy { clusters[cluster]?.locality ?? LocalityPolicy() }

    private func replicaSets(of vm: VM) -> [ReplicaSet] {
        Set(disks(of: vm).map(\.replicaSetID)).compactMap { replicaSets[$0] }
    }

    private func isSettled(_ set: ReplicaSet) -> Bool {
        guard set.work == nil, let volume = observations.volumes[set.name] else { return false }
        return volume.facts.bricks.allSatisfy(\.isOnline) && volume.heal?.pending == 0
    }

    /// The host to bring a VM back to: of those that have more of its disks the one that suits best.
    ///
    /// Throws `noCapacity` with every host's reason when none of them can take it.
    func nearHost(for drift: LocalityDrift) throws -> HostID {
        let vm = try vms.required(drift.vm)
        return try chosenHost(for: vm, excluding: Set(hosts.map(\.id)).subtracting(drift.better))
    }
}

extension Disk {
    /// Whether nothing is done to it.
    fileprivate var isAtRest: Bool { status == .ok && movingSetID == nil }
}
