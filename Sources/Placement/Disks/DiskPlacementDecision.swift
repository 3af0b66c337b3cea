package import MortarModel

/// Where a VM's disks go.
package struct DiskPlacementDecision: Sendable, Hashable {
    /// One for each disk, in their order.
    package var sets: [ReplicaSetID]
    /// A sentence for each disk that is apart from the VM's others, with the reason.
    package var remarks: [String]

    package init(sets: [ReplicaSetID], remarks: [String] = []) {
        self.sets = sets
        self.remarks = remarks
    }
}
