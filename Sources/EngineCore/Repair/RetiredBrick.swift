package import MortarModel

package import struct Foundation.Date

/// A brick that another one has taken the place of, and whose device may still hold it.
///
/// By this record it is known to be ours and of no more use, whenever its device is seen again.
package struct RetiredBrick: Entity {
    package static let kind = "retired brick"

    package var id: Identifier<RetiredBrick> { .init(rawValue: brick.id.rawValue) }
    package var name: String { "\(brick.id)" }
    package var brick: Brick
    package var replicaSetID: ReplicaSetID
    package var retired: Date
    /// Whether the replica set has been whole without it since: until then it may be the newest copy there is.
    package var isDispensable = false

    package init(brick: Brick, replicaSetID: ReplicaSetID, retired: Date) {
        self.brick = brick
        self.replicaSetID = replicaSetID
        self.retired = retired
    }
}
