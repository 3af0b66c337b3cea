/// What one brick knows of the others: which of them missed writes that it took.
package struct BrickBlames: Sendable, Hashable, Codable {
    package var brick: VolumeBrick
    /// How many entries are stale on the brick at each place in the volume, counted from 0; places without any are missing.
    package var stale: [Int: Int]

    package init(brick: VolumeBrick, stale: [Int: Int]) {
        self.brick = brick
        self.stale = stale
    }
}
