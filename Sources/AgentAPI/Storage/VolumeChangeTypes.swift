/// A change of a volume that users made or brought.
package struct VolumeOrder: Sendable, Hashable, Codable {
    package var volume: String
    package var change: VolumeChange

    package init(volume: String, change: VolumeChange) {
        self.volume = volume
        self.change = change
    }
}

/// What is to become of a volume. Whether it is safe is the caller's to know.
package enum VolumeChange: Sendable, Hashable, Codable {
    /// Makes it, with these options, not started.
    case create(VolumeShape, options: [String: String])
    /// - Parameter force: also the bricks of a started volume that do not run.
    case start(force: Bool)
    /// - Parameter force: also while data is being moved.
    case stop(force: Bool)
    /// Gives one option its default again, or all of them.
    case resetOptions(name: String?, force: Bool)
    /// Adds groups of bricks, or one more brick to each group where the shape has more copies.
    case addBricks(VolumeShape, addsCopies: Bool)
    case startRebalance(RebalanceMode)
    case stopRebalance
    /// Begins to move data away from bricks.
    case startRemoval([VolumeBrick])
    /// Keeps bricks that data was or is being moved away from.
    case stopRemoval([VolumeBrick])
    /// Takes bricks away that data was moved away from.
    case commitRemoval([VolumeBrick])
    /// Takes one copy of everything away.
    case reduce(copies: Int, without: [VolumeBrick])
    /// Takes an empty directory for a brick that is there already; its content comes by heals.
    case resetBrick(VolumeBrick)
    /// Has everything that waits be healed now.
    case heal
    case startProfile
    case stopProfile
}

/// Bricks, and how they share their data.
package struct VolumeShape: Sendable, Hashable, Codable {
    /// In the volume's order; copies of the same data follow each other.
    package var bricks: [VolumeBrick]
    /// Of everything, the arbiter's counted; 1 for none but the one.
    package var copies: Int
    /// Whether the last brick of each group holds no data.
    package var hasArbiter: Bool
    /// Also on the root file system.
    package var force: Bool

    package init(bricks: [VolumeBrick], copies: Int, hasArbiter: Bool, force: Bool) {
        self.bricks = bricks
        self.copies = copies
        self.hasArbiter = hasArbiter
        self.force = force
    }
}

package enum RebalanceMode: String, Sendable, Hashable, Codable {
    /// Moves data, but not to bricks that have less room than those that it is on.
    case balanced
    /// Moves data wherever it belongs.
    case forced
    /// Moves nothing: only what is written from then on goes to all bricks.
    case layoutOnly = "layout_only"
}
