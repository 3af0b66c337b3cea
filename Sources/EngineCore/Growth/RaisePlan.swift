package import MortarModel
package import Placement

/// What more copies of a storage domain would take now.
package struct RaisePlan: Sendable {
    package var domain: StorageDomain
    package var copies: CopiesPlan
    /// What the guard has against the first of them; empty where it may begin.
    package var refusals: [GuardVerdict.Refusal]
    /// Nil where no heal was measured yet.
    package var healRate: HealRate?

    package var isAllowed: Bool { refusals.isEmpty }
}
