import MortarModel

package import struct Foundation.Date

/// The plans for repairs, made anew when something that they depend on has changed.
///
/// To judge all devices of a large cluster takes much longer than to see that nothing is new.
package struct RepairLook: Sendable {
    /// In seconds: the longest that plans are believed in, whatever is seen.
    private static let validity: Double = 60

    private var glance: RepairGlance?
    private var volumes = 0
    private var volumesAsked: Date?
    private var looked = Date.distantPast
    private var known: [RepairPlan] = []

    package init() {}

    /// What ``Inventory/repairPlans(at:)`` tells, or told when all was the same.
    package mutating func plans(_ inventory: Inventory, at time: Date) -> [RepairPlan] {
        take(inventory.observations)
        let now = RepairGlance(inventory, volumes: volumes, at: time)
        if now == glance, time.timeIntervalSince(looked) < Self.validity { return known }
        (glance, looked, known) = (now, time, inventory.repairPlans(at: time))
        return known
    }

    /// Volumes are asked for rarely where all is well.
    private mutating func take(_ observations: Observations) {
        if volumesAsked != nil, volumesAsked == observations.volumesAsked { return }
        (volumes, volumesAsked) = (RepairGlance.digest(of: observations.volumes), observations.volumesAsked)
    }
}
