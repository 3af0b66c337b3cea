package import MortarModel

/// What users can ask for about scheduling policies of their own.
package struct SchedulingPolicyService: Sendable {
    private let context: EngineContext

    package init(_ context: EngineContext) {
        self.context = context
    }

    /// Writes a policy down.
    package func add(_ policy: SchedulingPolicy) async throws -> SchedulingPolicy {
        try EntityName.check(policy.name, of: SchedulingPolicy.kind)
        try policy.check()
        return try await context.store.change { inventory in
            if inventory.allSchedulingPolicies.contains(where: { $0.name == policy.name }) {
                throw Failure(
                    .conflict, "There is a scheduling policy with the name \(policy.name) already.",
                    correction: "Take another name.")
            }
            inventory.schedulingPolicies.insert(policy)
            return policy
        }
    }

    /// Removes a policy that no cluster has.
    package func remove(_ id: SchedulingPolicyID) async throws {
        try await context.store.change { inventory in
            let policy = try inventory.requiredSchedulingPolicy(id)
            if SchedulingPolicy.builtIn.contains(policy) {
                throw Failure(
                    .conflict, "The scheduling policy \(policy.name) is built in.",
                    correction: "Only policies of your own can be removed.")
            }
            if let cluster = inventory.clusters.first(where: { $0.schedulingPolicyID == id }) {
                throw Failure(
                    .conflict, "Cluster \(cluster.name) has the scheduling policy \(policy.name).",
                    correction: "Give the cluster another policy first.", objects: ["cluster \(cluster.name)"])
            }
            inventory.schedulingPolicies[id] = nil
        }
    }
}

extension SchedulingPolicy {
    /// The most that one weight may count; more would hide all others.
    private static let largestFactor = 1_000

    /// Throws `invalid` for what makes no sense.
    fileprivate func check() throws(Failure) {
        if Set(weights.map(\.unit)).count < weights.count {
            throw Failure(.invalid, "A weight is given twice.", correction: "Give each weight once, with its factor.")
        }
        if let weight = weights.first(where: { !(1...Self.largestFactor).contains($0.factor) }) {
            throw Failure(
                .invalid, "The factor of \(weight.unit.rawValue) is \(weight.factor).",
                correction: "Give a factor from 1 to \(Self.largestFactor), or leave the weight out.")
        }
        if !(1...100).contains(properties.highUtilization) {
            throw Failure(
                .invalid, "HighUtilization is \(properties.highUtilization) %.", correction: "Give 1 to 100.")
        }
        if properties.highVMCount < 1 || properties.maxFreeMemoryForOverUtilized < 0 {
            throw Failure(
                .invalid, "A property of the policy is too small.",
                correction: "Give HighVmCount at least 1 and MaxFreeMemoryForOverUtilized at least 0 MiB.")
        }
    }
}
