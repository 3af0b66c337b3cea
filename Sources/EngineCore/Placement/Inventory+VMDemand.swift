import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// What a VM needs of a host, and what is better for it.
    func demand(of vm: VM, excluding excluded: Set<HostID> = []) -> VMDemand {
        var demand = resident(vm)
        demand.traits.access = vm.disks.isEmpty ? [] : acceptedAccess(for: vm)
        demand.traits.pinnedHosts = vm.pinnedHosts ?? []
        demand.traits.excludedHosts = excluded
        demand.traits.cpuModel = cpuModelInUse(by: vm)
        demand.localShares = localShares(of: vm)
        return demand
    }

    /// A VM as those see it that are placed beside it.
    func resident(_ vm: VM) -> VMDemand {
        VMDemand(
            id: vm.id, name: vm.name, memory: vm.memory, traits: .init(cpus: vm.cpus),
            isHighlyAvailable: vm.isHighlyAvailable ?? false)
    }

    private func acceptedAccess(for vm: VM) -> Set<DiskAccess> {
        switch diskAccessPolicy(of: vm) {
        case .fuse: [.fuse]
        case .libgfapi: [.libgfapi]
        case .automatic: [.fuse, .libgfapi]
        }
    }

    /// A guest that runs has seen its host's processor; an emulated one has not.
    private func cpuModelInUse(by vm: VM) -> String? {
        guard vm.status.occupiesHost, let facts = vm.hostID.flatMap({ observations.hosts[$0]?.facts }) else {
            return nil
        }
        return facts.hasKVM ? facts.cpus.model : nil
    }

    /// Of hosts with a clean copy of a VM's disks the share of the disks' bytes that is there, from 0 to 1.
    func localShares(of vm: VM) -> [HostID: Double] {
        let disks = vm.disks.compactMap { self.disks[$0] }
        let bytes = disks.reduce(0) { $0 + $1.size.bytes }
        if bytes == 0 { return [:] }
        var local: [HostID: Int64] = [:]
        for disk in disks {
            guard let set = replicaSets[disk.replicaSetID] else { continue }
            for host in hostsWithCleanCopy(of: set) { local[host, default: 0] += disk.size.bytes }
        }
        return local.mapValues { Double($0) / Double(bytes) }
    }
}
