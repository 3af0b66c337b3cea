package import MortarModel

/// What users can ask for about clusters.
package struct ClusterService: Sendable {
    private let context: EngineContext

    package init(_ context: EngineContext) {
        self.context = context
    }

    /// Sets how hosts are chosen for VMs, how VMs reach their disks, and what is repaired without a hand.
    ///
    /// What concerns VMs counts from each VM's next start or migration on.
    package func set(_ settings: ClusterSettings, of id: ClusterID) async throws -> Cluster {
        try settings.check()
        return try await context.store.change { inventory in
            if let policy = settings.schedulingPolicy { _ = try inventory.requiredSchedulingPolicy(policy) }
            try inventory.clusters.update(id) { settings.apply(to: &$0) }
            return try inventory.clusters.required(id)
        }
    }
}
