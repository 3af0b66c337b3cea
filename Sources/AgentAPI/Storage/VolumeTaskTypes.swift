package import MortarModel

/// Work that GlusterFS does, or last did, on a volume by itself.
package struct VolumeTask: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case rebalance
        case removal
    }

    package enum State: String, Sendable, Hashable, Codable {
        case notStarted = "not_started"
        case inProgress = "in_progress"
        case stopped
        case completed
        case failed
    }

    package var id: String
    package var kind: Kind
    package var state: State
    /// Those that data is moved away from.
    package var bricks: [VolumeBrick]
    /// Moved.
    package var files: Int64
    /// Moved.
    package var bytes: ByteCount
    /// Files looked at.
    package var lookups: Int64
    /// Files that could not be moved.
    package var failures: Int64
    /// Files that were left where they are.
    package var skipped: Int64

    package init(
        id: String, kind: Kind, state: State, bricks: [VolumeBrick] = [], files: Int64 = 0,
        bytes: ByteCount = ByteCount(0), lookups: Int64 = 0, failures: Int64 = 0, skipped: Int64 = 0
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.bricks = bricks
        self.files = files
        self.bytes = bytes
        self.lookups = lookups
        self.failures = failures
        self.skipped = skipped
    }
}

/// Nil where there is no work.
package struct VolumeTaskReport: Sendable, Hashable, Codable {
    package var task: VolumeTask?

    package init(task: VolumeTask?) {
        self.task = task
    }
}

/// Who uses a volume on a host.
package struct VolumeUse: Sendable, Hashable, Codable {
    /// Names of running VMs with images on it, Mortar's or not; a QEMU process without a name by its number.
    package var guests: [String]
    /// Where it is mounted.
    package var mountPoints: [String]

    package init(guests: [String] = [], mountPoints: [String] = []) {
        self.guests = guests
        self.mountPoints = mountPoints
    }
}

/// A directory of a host that may become a brick.
package struct DirectoryFacts: Sendable, Hashable, Codable {
    package enum Content: String, Sendable, Hashable, Codable {
        case missing, empty
        /// Files of somebody's.
        case used
        /// What was or is a brick of a volume.
        case brick
        /// It is no directory.
        case other
    }

    package var path: String
    package var content: Content
    /// Of the file system that it is or would be on.
    package var mountPoint: String
    /// What is mounted there.
    package var device: String
    /// Whether that file system is one of Mortar's own bricks.
    package var isOwnBrick: Bool

    package var isOnRoot: Bool { mountPoint == "/" }

    package init(path: String, content: Content, mountPoint: String, device: String, isOwnBrick: Bool) {
        self.path = path
        self.content = content
        self.mountPoint = mountPoint
        self.device = device
        self.isOwnBrick = isOwnBrick
    }
}
