/// One more brick for the only replica group of a volume.
package struct BrickAddition: Sendable, Hashable, Codable {
    package var volume: String
    /// Exists and belongs to no volume; becomes the last.
    package var new: VolumeBrick
    package var isArbiter: Bool
    /// An arbiter that the new brick takes the place of: it is taken out just before. Nil for none.
    package var leaving: VolumeBrick?
    /// How many bricks the volume has then, 2 or 3.
    package var count: Int
    /// Options that the volume has to have before it has the brick.
    package var before: [String: String]
    /// Options that it gets as soon as it has the brick.
    package var after: [String: String]

    package init(
        volume: String, new: VolumeBrick, isArbiter: Bool, leaving: VolumeBrick? = nil, count: Int,
        before: [String: String],
        after: [String: String]
    ) {
        self.volume = volume
        self.new = new
        self.isArbiter = isArbiter
        self.leaving = leaving
        self.count = count
        self.before = before
        self.after = after
    }
}
