package import MortarModel

package import struct Foundation.Date

/// The entries of a volume of which GlusterFS cannot tell which copy is right.
package struct SplitBrainList: Sendable, Hashable, Codable {
    package struct Entry: Sendable, Hashable, Codable {
        /// The identity of the file, a UUID in lower case.
        package var gfid: String
        /// From the volume's root on; nil where no brick knows it.
        package var path: String?

        package init(gfid: String, path: String?) {
            self.gfid = gfid
            self.path = path
        }
    }

    /// Each once, whatever bricks they are recorded at.
    package var entries: [Entry]
    /// Whether every brick could be asked.
    package var isComplete: Bool

    package init(entries: [Entry], isComplete: Bool) {
        self.entries = entries
        self.isComplete = isComplete
    }
}

/// Which copies on a brick of the host are asked for.
package struct BrickCopiesRequest: Sendable, Hashable, Codable {
    /// The brick's directory, as the volume names it.
    package var directory: String
    package var gfids: [String]

    package init(directory: String, gfids: [String]) {
        self.directory = directory
        self.gfids = gfids
    }
}

/// One brick's copy of a file.
package struct BrickCopy: Sendable, Hashable, Codable {
    package var gfid: String
    /// Whether it is a file with content; only of such copies anything can be said.
    package var isFile: Bool
    package var size: ByteCount
    /// When its content was last written, by its host's clock.
    package var modified: Date
    /// User, group and rights in one text, to be compared.
    package var access: String
    /// The name in its folder.
    package var name: String?
    /// The bricks whose copies this one counts as outdated, by their number in the volume, from 0 on.
    package var blames: Set<Int>
    /// Equal for equal content; nil where it was too much to read.
    package var checksum: String?

    package init(
        gfid: String, isFile: Bool, size: ByteCount, modified: Date, access: String, name: String?, blames: Set<Int>,
        checksum: String?
    ) {
        self.gfid = gfid
        self.isFile = isFile
        self.size = size
        self.modified = modified
        self.access = access
        self.name = name
        self.blames = blames
        self.checksum = checksum
    }
}

/// What became of a request to decide a split-brain.
package struct SplitBrainOutcome: Sendable, Hashable, Codable {
    /// Whether the file was still in split-brain; otherwise nothing was done.
    package var isDecided: Bool

    package init(isDecided: Bool) {
        self.isDecided = isDecided
    }
}

/// Which copy of a file in split-brain becomes that of all bricks.
package struct SplitBrainResolution: Sendable, Hashable, Codable {
    package var volume: String
    package var gfid: String
    package var source: VolumeBrick

    package init(volume: String, gfid: String, source: VolumeBrick) {
        self.volume = volume
        self.gfid = gfid
        self.source = source
    }
}
