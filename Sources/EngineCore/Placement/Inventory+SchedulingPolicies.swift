package import MortarModel

extension Inventory {
    /// The built-in policies, then the users' own by name.
    package var allSchedulingPolicies: [SchedulingPolicy] { SchedulingPolicy.builtIn + schedulingPolicies.sortedByName }

    /// How hosts are chosen for a cluster's VMs.
    package func schedulingPolicy(of cluster: ClusterID) -> SchedulingPolicy {
        let id = clusters[cluster]?.schedulingPolicyID
        return allSchedulingPolicies.first { $0.id == id } ?? .none
    }

    /// Throws `notFound` where there is no policy with this id.
    package func requiredSchedulingPolicy(_ id: SchedulingPolicyID) throws(Failure) -> SchedulingPolicy {
        if let builtIn = SchedulingPolicy.builtIn.first(where: { $0.id == id }) { return builtIn }
        return try schedulingPolicies.required(id)
    }
}
