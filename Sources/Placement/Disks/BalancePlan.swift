package import MortarModel

/// Which disks move so that replica sets are alike full.
package struct BalancePlan: Sendable, Hashable {
    /// One after the other; no set is ever overfilled.
    package var moves: [PlannedDiskMove]
    /// By how much the fullest set is fuller than the emptiest: shares of their capacities, from 0 to 1.
    package var spreadBefore: Double
    package var spreadAfter: Double

    /// What is copied.
    package var bytes: ByteCount { moves.reduce(.zero) { $0 + $1.bytes } }
}
