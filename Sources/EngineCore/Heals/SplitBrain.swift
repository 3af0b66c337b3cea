package import AgentAPI
package import MortarModel

package import struct Foundation.Date

/// A file of a replica set of which GlusterFS cannot tell which copy is right.
///
/// An image is cut into shards, each of which can be in split-brain by itself. They are taken together: an image of shards of
/// different versions would be none that ever was.
package struct SplitBrain: Sendable, Hashable {
    /// A shard, or the file itself, which is its own first shard.
    package struct Part: Sendable, Hashable {
        package var gfid: String
        /// In the order of the bricks; nil where a brick has none.
        package var copies: [BrickCopy?]

        package init(gfid: String, copies: [BrickCopy?]) {
            self.gfid = gfid
            self.copies = copies
        }
    }

    /// A place of copies.
    package struct Place: Sendable, Hashable {
        package var brick: VolumeBrick
        package var isArbiter: Bool

        package init(brick: VolumeBrick, isArbiter: Bool) {
            self.brick = brick
            self.isArbiter = isArbiter
        }
    }

    /// What one brick has of the file.
    package struct Version: Sendable, Hashable {
        package var place: Place
        /// Of the parts that are in split-brain.
        package var size: ByteCount
        /// When any of them was last written, by the host's clock.
        package var modified: Date?
        /// Whether the brick has content of all parts: only such a version can be taken.
        package var isWhole: Bool
        /// How many bricks, itself included, agree with it in all parts.
        package var agreeing: Int
    }

    /// The identity of the file in GlusterFS.
    package var id: String
    /// From the volume's root on, without a slash before it; the identity where no path is known.
    package var path: String
    /// In the volume's order.
    package var places: [Place]
    /// Shards first, the file itself at last.
    package var parts: [Part]
    /// Whether these are all parts that are in split-brain; otherwise others come when these are decided.
    package var hasAllParts: Bool

    package init(id: String, path: String, places: [Place], parts: [Part], hasAllParts: Bool = true) {
        self.id = id
        self.path = path
        self.places = places
        self.parts = parts
        self.hasAllParts = hasAllParts
    }

    package var versions: [Version] {
        places.indices.map { place in
            let copies = parts.map { $0.copies[place] }
            return Version(
                place: places[place], size: copies.compactMap { $0?.size }.reduce(.zero, +),
                modified: copies.compactMap { $0?.modified }.max(), isWhole: isWhole(place),
                agreeing: places.indices.count { agree(place, $0) })
        }
    }

    private func isWhole(_ place: Int) -> Bool {
        !places[place].isArbiter && !parts.isEmpty && parts.allSatisfy { $0.copies[place]?.isFile == true }
    }

    private func agree(_ one: Int, _ other: Int) -> Bool {
        parts.allSatisfy { agree($0, one, other) }
    }

    /// Whether two bricks have the same of a part: equal content that was read, or, since an arbiter has no content, no blame.
    private func agree(_ part: Part, _ one: Int, _ other: Int) -> Bool {
        guard let first = part.copies[one], let second = part.copies[other] else { return false }
        if one == other { return first.isFile }
        guard first.isFile, second.isFile, first.access == second.access else { return false }
        if places[one].isArbiter || places[other].isArbiter {
            return !first.blames.contains(other) && !second.blames.contains(one)
        }
        return first.size == second.size && first.checksum != nil && first.checksum == second.checksum
    }
}
