import MortarModel

/// What is written down of devices and bricks, by host: gathered once where many hosts are looked at.
package struct DeviceBook: Sendable {
    let records: [HostID: [DeviceRecord]]
    let bricks: [HostID: [PlacedBrick]]

    package init(_ inventory: Inventory) {
        records = Dictionary(grouping: inventory.deviceRecords, by: \.hostID)
        let placed = inventory.replicaSets.flatMap { set in
            set.placedBricks.map { brick in
                let isInService = inventory.isInService(set) && set.bricks.contains(brick)
                return PlacedBrick(brick: brick, set: set, isInService: isInService)
            }
        }
        bricks = Dictionary(grouping: placed, by: \.brick.hostID)
    }
}

/// A brick with the replica set that it belongs to.
struct PlacedBrick: Sendable {
    var brick: Brick
    var set: ReplicaSet
    /// Whether it should be mounted and at work.
    var isInService: Bool
}
