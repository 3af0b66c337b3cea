package import MortarModel
package import Placement

/// What shrinking a storage domain would do now.
package struct ShrinkPlan: Sendable {
    package var domain: StorageDomain
    package var removed: [ReplicaSet]
    package var disks: [PlannedDiskMove]
    package var growth: GrowthPlan
    /// Nil where no heal was measured yet.
    package var healRate: HealRate?

    /// What is copied at most, by disks and bricks.
    package var bytes: ByteCount { disks.reduce(growth.bytes) { $0 + $1.bytes } }
}
