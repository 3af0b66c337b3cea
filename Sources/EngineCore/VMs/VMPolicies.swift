package import MortarModel

/// What users can decide of where a VM runs and how it reaches its disks; nil leaves it as it is.
package struct VMPolicies: Sendable {
    /// The only hosts that the VM may run on; empty for all of its cluster.
    package var pinnedHosts: Set<HostID>?
    package var affinity: VMAffinity?
    package var isHighlyAvailable: Bool?
    package var diskAccess: DiskAccessWish?

    package init() {}

    func apply(to vm: inout VM) {
        if let pinnedHosts { vm.pinnedHosts = pinnedHosts.isEmpty ? nil : pinnedHosts }
        if let affinity { vm.affinity = affinity == .migratable ? nil : affinity }
        if let diskAccess { vm.diskAccess = diskAccess.policy }
        if let isHighlyAvailable { vm.isHighlyAvailable = isHighlyAvailable ? true : nil }
    }

    /// Throws when the VM is to be pinned to a host that is not there, or not in its cluster.
    func check(for vm: VM, in inventory: Inventory) throws(Failure) {
        for id in (pinnedHosts ?? []).sorted() {
            let host = try inventory.hosts.required(id)
            if host.clusterID == vm.clusterID { continue }
            throw Failure(
                .invalid, "Host \(host.name) is not in the cluster of VM \(vm.name).",
                correction: "Pin the VM to hosts of its own cluster.", objects: ["host \(host.name)"])
        }
    }
}

/// How a VM is to reach its disks, as a user may say it.
package enum DiskAccessWish: Sendable, Hashable {
    /// As its cluster's policy says.
    case cluster
    case own(DiskAccessPolicy)

    fileprivate var policy: DiskAccessPolicy? {
        if case .own(let policy) = self { return policy }
        return nil
    }
}
