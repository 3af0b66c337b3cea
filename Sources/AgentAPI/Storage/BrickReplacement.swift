/// One brick of a volume in the place of another.
package struct BrickReplacement: Sendable, Hashable, Codable {
    package var volume: String
    package var old: VolumeBrick
    /// Exists and belongs to no volume.
    package var new: VolumeBrick

    package init(volume: String, old: VolumeBrick, new: VolumeBrick) {
        self.volume = volume
        self.old = old
        self.new = new
    }
}
