package import MortarModel
package import Placement

extension Inventory {
    /// Where a VM would go now, with what speaks for and against every host of its cluster; changes nothing.
    ///
    /// The VM itself is taken off the host that it is on.
    ///
    /// - Parameter excluded: hosts that are not to be taken, as the one that the VM shall leave.
    package func placement(of vm: VM, excluding excluded: Set<HostID> = []) -> PlacementDecision {
        vmPlacement(for: vm).decision(on: demand(of: vm, excluding: excluded))
    }

    /// The host that suits a VM best.
    ///
    /// Throws `noCapacity` with every host's reason when none can take it.
    package func chosenHost(for vm: VM, excluding excluded: Set<HostID> = []) throws(Failure) -> HostID {
        var placement = vmPlacement(for: vm)
        let demand = demand(of: vm, excluding: excluded)
        if let host = placement.place(demand) { return host }
        throw placement.decision(on: demand).failure
    }

    /// The hosts of a VM's cluster with all other VMs on them.
    private func vmPlacement(for vm: VM) -> VMPlacement {
        let residents = residents(without: vm.id)
        let candidates = hosts.filter { $0.clusterID == vm.clusterID }.map { host in
            candidate(host, residents: residents[host.id] ?? [], leaving: vm.hostID == host.id ? vm : nil)
        }
        return VMPlacement(
            candidates, groups: affinityGroups.filter { $0.clusterID == vm.clusterID }.sorted { $0.id < $1.id },
            residents: residents.flatMap { host, vms in vms.map { (resident($0), host) } },
            policy: schedulingPolicy(of: vm.clusterID))
    }

    /// The VMs that are on each host or on their way to it.
    func residents(without id: VMID? = nil) -> [HostID: [VM]] {
        var residents: [HostID: [VM]] = [:]
        for vm in vms where vm.id != id && vm.status.occupiesHost {
            for host in [vm.hostID, vm.migration?.target] {
                if let host { residents[host, default: []].append(vm) }
            }
        }
        return residents
    }
}
