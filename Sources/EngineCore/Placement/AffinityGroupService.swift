package import MortarModel

/// What users can ask for about affinity groups.
package struct AffinityGroupService: Sendable {
    private let context: EngineContext

    package init(_ context: EngineContext) {
        self.context = context
    }

    /// Writes a group down.
    package func add(_ group: AffinityGroup) async throws -> AffinityGroup {
        try await context.store.change { inventory in
            _ = try inventory.clusters.required(group.clusterID)
            try inventory.check(group)
            inventory.affinityGroups.insert(group)
            return group
        }
    }

    /// Changes a group. What it says counts from the next time a host is chosen for one of its VMs.
    package func update(
        _ id: AffinityGroupID, of cluster: ClusterID, _ change: @Sendable (inout AffinityGroup) throws -> Void
    ) async throws -> AffinityGroup {
        try await context.store.change { inventory in
            var group = try inventory.affinityGroup(id, of: cluster)
            try change(&group)
            try inventory.check(group)
            inventory.affinityGroups[id] = group
            return group
        }
    }

    package func remove(_ id: AffinityGroupID, of cluster: ClusterID) async throws {
        try await context.store.change { inventory in
            _ = try inventory.affinityGroup(id, of: cluster)
            inventory.affinityGroups[id] = nil
        }
    }
}

extension Inventory {
    /// Throws `notFound` where the cluster has no group with this id.
    package func affinityGroup(_ id: AffinityGroupID, of cluster: ClusterID) throws(Failure) -> AffinityGroup {
        _ = try clusters.required(cluster)
        let group = try affinityGroups.required(id)
        if group.clusterID == cluster { return group }
        throw Failure(
            .notFound, "Affinity group \(group.name) is in another cluster.", correction: "List the groups of its own.")
    }

    fileprivate func check(_ group: AffinityGroup) throws {
        try EntityName.check(group.name, of: AffinityGroup.kind)
        let others = affinityGroups.filter { $0.clusterID == group.clusterID && $0.id != group.id }
        if others.contains(where: { $0.name == group.name }) {
            throw Failure(
                .conflict, "There is an affinity group with the name \(group.name) already.",
                correction: "Take another name.")
        }
        let isOwn =
            try group.vms.allSatisfy { try vms.required($0).clusterID == group.clusterID }
            && group.hosts.allSatisfy { try hosts.required($0).clusterID == group.clusterID }
        if isOwn { return }
        throw Failure(
            .invalid, "Affinity group \(group.name) would have members of another cluster.",
            correction: "Name VMs and hosts of its own cluster.")
    }

    /// Takes a VM or a host that is no more out of all groups.
    mutating func leaveAffinityGroups(vm: VMID? = nil, host: HostID? = nil) {
        for var group in affinityGroups {
            if let vm { group.vms.remove(vm) }
            if let host { group.hosts.remove(host) }
            affinityGroups[group.id] = group
        }
    }
}
