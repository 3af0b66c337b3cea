package import MortarModel
package import Placement

/// What expanding a storage domain would do now.
package struct ExpansionPlan: Sendable {
    package var domain: StorageDomain
    package var growth: GrowthPlan
    /// The new replica sets, with their names.
    package var sets: [ReplicaSet]
    /// What the guard has against the first of the moves; empty where it may begin.
    package var refusals: [GuardVerdict.Refusal]
    /// Nil where no heal was measured yet.
    package var healRate: HealRate?

    package var isAllowed: Bool { refusals.isEmpty }
}
