package import MortarModel

/// What users can ask for about clusters.
package struct ClusterService: Sendable {
    private let context: EngineContext

    package init(_ context: EngineContext) {
        self.context = context
    }

    /// Sets how VMs reach their disks; it counts from each VM's next start on.
    package func setDiskAccess(_ policy: DiskAccessPolicy, of id: ClusterID) async throws -> Cluster {
        try await context.store.change { inventory in
            try inventory.clusters.update(id) { $0.diskAccess = policy }
            return try inventory.clusters.required(id)
        }
    }
}
