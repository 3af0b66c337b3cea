/// What is being done to a brick of a replica set; only ever one of them is in work.
package struct BrickWork: Sendable, Hashable, Codable {
    /// What the brick goes through.
    package enum Doing: Sendable, Hashable, Codable {
        /// Another brick takes its place.
        case replacement(Brick)
        /// Another brick comes beside it, for one copy more.
        case addition(Brick)
    }

    package var brick: BrickID
    package var doing: Doing

    package init(brick: BrickID, doing: Doing) {
        self.brick = brick
        self.doing = doing
    }

    /// The brick that comes.
    package var new: Brick {
        switch doing {
        case .replacement(let new), .addition(let new): new
        }
    }

    /// The same for one work from its beginning to its end.
    package var owner: String { new.id.rawValue }

    /// As users read it, with a verb.
    package var words: String {
        switch doing {
        case .replacement: "is being replaced"
        case .addition: "is being copied"
        }
    }
}
