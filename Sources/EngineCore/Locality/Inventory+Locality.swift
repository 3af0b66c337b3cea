import AgentAPI
import HashTreeCollections
import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

extension Inventory {
    /// VMs of clusters that care, which run where less of their disks is than elsewhere, in the order of their names.
    ///
    /// Left alone are VMs that came where they are just now, and those with a disk on a replica set that is healing or in work:
    /// which copies are clean changes by itself there, and a move would read from what is being mended.
    func localityDrifts(at time: Date) -> [LocalityDrift] {
        vms.sortedByName.compactMap { vm in
            let policy = locality(of: vm.clusterID)
            guard policy.mode != .off, vm.status == .up, let host = vm.hostID,
                time.timeIntervalSince(vm.statusSince) >= TimeInterval(policy.patience),
                replicaSets(of: vm).allSatisfy(isSettled)
            else { return nil }
            return drift(of: vm, on: host)
        }
    }

    private func drift(of vm: VM, on host: HostID) -> LocalityDrift? {
        let shares = localShares(of: vm)
        let here = shares[host] ?? 0
        let better = shares.filter { $0.value > here && hosts[$0.key]?.status == .up }
        if better.isEmpty { return nil }
        return LocalityDrift(
            vm: vm.id, name: vm.name, host: host,
            better: better.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key))
    }

    func locality(of cluster: ClusterID) -> LocalityPolicy { clusters[cluster]?.locality ?? LocalityPolicy() }

    private func replicaSets(of vm: VM) -> [ReplicaSet] {
        Set(vm.disks.compactMap { disks[$0]?.replicaSetID }).compactMap { replicaSets[$0] }
    }

    private func isSettled(_ set: ReplicaSet) -> Bool {
        guard set.work == nil, let volume = observations.volumes[set.name] else { return false }
        return volume.facts.bricks.allSatisfy(\.isOnline) && volume.heal?.pending == 0
    }

    /// The host that brings a VM home: of those that have more of its disks the one that suits best.
    ///
    /// Throws `noCapacity` with every host's reason when none of them can take it.
    func home(for drift: LocalityDrift) throws -> HostID {
        let vm = try vms.required(drift.vm)
        return try chosenHost(for: vm, excluding: Set(hosts.map(\.id)).subtracting(drift.better))
    }
}
