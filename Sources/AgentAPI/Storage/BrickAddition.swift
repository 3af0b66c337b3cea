/// One more brick for the only replica group of a volume.
package struct BrickAddition: Sendable, Hashable, Codable {
    package var volume: String
    /// Exists and belongs to no volume; becomes the last.
    package var new: VolumeBrick
    package var isArbiter: Bool
    /// How many bricks the volume has then, 2 or 3.
    package var count: Int
    /// Options that the volume has to have before it has the brick.
    package var before: [String: String]
    /// Options that it gets as soon as it has the brick.
    package var after: [String: String]

    package init(
        volume: String, new: VolumeBrick, isArbiter: Bool, count: Int, before: [String: String],
        after: [String: String]
    ) {
        self.volume = volume
        self.new = new
        self.isArbiter = isArbiter
        self.count = count
        self.before = before
        self.after = after
    }
}
