package import MortarModel

/// What makes a storage domain larger or smaller, and what that costs.
package struct GrowthPlan: Sendable, Hashable {
    /// In the order in which they are carried out: a device is free when a step takes it.
    package var steps: [GrowthStep]
    package var capacityBefore: ByteCount
    package var capacityAfter: ByteCount
    /// Devices that no set could take.
    package var unused: [StorageLayout.Device]
    /// Bytes of devices in new sets beyond what the set's smallest copy holds.
    package var wasted: ByteCount
    /// Whether no other plan reaches more capacity, nor as much with fewer bytes copied: so when all devices are alike.
    package var isOptimal: Bool
    /// Sentences for users: what stays unused and why, what zones have to do with it.
    package var remarks: [String]

    package var moves: [PlannedBrickMove] {
        steps.compactMap { if case .move(let move) = $0 { move } else { nil } }
    }

    package var newSets: [BrickPlanner.PlannedSet] {
        steps.compactMap { if case .create(let set) = $0 { set } else { nil } }
    }

    /// What is copied by all steps.
    package var bytes: ByteCount { steps.reduce(.zero) { $0 + $1.bytes } }
}
