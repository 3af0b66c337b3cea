package import MortarModel

/// A volume with exactly one replica group, to be made.
package struct VolumeRequest: Sendable, Hashable, Codable {
    package var name: String
    package var redundancy: Redundancy
    /// In the volume's order; the arbiter, if any, is the last.
    package var bricks: [VolumeBrick]
    /// Options that the volume shall have.
    package var options: [String: String]

    package init(name: String, redundancy: Redundancy, bricks: [VolumeBrick], options: [String: String]) {
        self.name = name
        self.redundancy = redundancy
        self.bricks = bricks
        self.options = options
    }
}

/// Options that a volume that exists shall have; others stay.
package struct VolumeOptionsRequest: Sendable, Hashable, Codable {
    package var volume: String
    package var options: [String: String]

    package init(volume: String, options: [String: String]) {
        self.volume = volume
        self.options = options
    }
}

/// A brick as GlusterFS names it.
package struct VolumeBrick: Sendable, Hashable, Codable {
    /// The host's storage address.
    package var host: String
    package var directory: String

    package init(host: String, directory: String) {
        self.host = host
        self.directory = directory
    }
}

/// A volume that exists.
package struct VolumeFacts: Sendable, Hashable, Codable {
    package var id: String
    package var name: String
    /// As GlusterFS calls it: `Replicate`, `Distribute`, `Distributed-Replicate`, …
    package var type: String
    package var isStarted: Bool
    /// Whether the pool told anything of the bricks' states; otherwise none of them is known.
    package var isStatusKnown: Bool
    package var replicaCount: Int
    package var arbiterCount: Int
    package var bricks: [VolumeBrickFacts]
    /// Only options that were set; not the defaults.
    package var options: [String: String]

    package init(
        id: String, name: String, type: String, isStarted: Bool, isStatusKnown: Bool = true, replicaCount: Int,
        arbiterCount: Int,
        bricks: [VolumeBrickFacts], options: [String: String]
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.isStarted = isStarted
        self.isStatusKnown = isStatusKnown
        self.replicaCount = replicaCount
        self.arbiterCount = arbiterCount
        self.bricks = bricks
        self.options = options
    }
}

/// The state of a volume's brick.
package struct VolumeBrickFacts: Sendable, Hashable, Codable {
    package var brick: VolumeBrick
    package var isArbiter: Bool
    /// Its process runs and answers.
    package var isOnline: Bool
    package var port: Int?
    package var pid: Int?
    package var size: ByteCount?
    package var free: ByteCount?
    /// The pool's identity of its host, which its name or address may hide; nil from agents that do not tell.
    package var hostUUID: String?

    package init(
        brick: VolumeBrick, isArbiter: Bool, isOnline: Bool, port: Int?, pid: Int?, size: ByteCount?, free: ByteCount?
    ) {
        self.brick = brick
        self.isArbiter = isArbiter
        self.isOnline = isOnline
        self.port = port
        self.pid = pid
        self.size = size
        self.free = free
    }
}

/// What waits to be healed in a volume.
package struct HealSummary: Sendable, Hashable, Codable {
    package struct Brick: Sendable, Hashable, Codable {
        package var brick: VolumeBrick
        package var isConnected: Bool
        /// Entries recorded at this brick that are not alike on all bricks, whether they wait, are being healed, or cannot be healed;
        /// nil when it could not be asked.
        package var pending: Int?
        /// Those of them of which GlusterFS cannot tell which copy is right.
        package var splitBrain: Int?

        package init(brick: VolumeBrick, isConnected: Bool, pending: Int?, splitBrain: Int?) {
            self.brick = brick
            self.isConnected = isConnected
            self.pending = pending
            self.splitBrain = splitBrain
        }
    }

    package var bricks: [Brick]

    package init(bricks: [Brick]) {
        self.bricks = bricks
    }

    /// Nil when any brick could not be asked, or none was told of: unknown is not clean.
    package var pending: Int? {
        if bricks.isEmpty { return nil }
        return bricks.reduce(0) { sum, brick in
            guard let sum, let pending = brick.pending else { return nil }
            return sum + pending
        }
    }

    /// Of all bricks that could be asked.
    package var splitBrain: Int { bricks.reduce(0) { $0 + ($1.splitBrain ?? 0) } }
}

/// A FUSE mount of a volume.
package struct MountRequest: Sendable, Hashable, Codable {
    package var volume: String
    /// Hosts that can hand out the volume's description; the first that answers serves.
    package var servers: [String]

    package init(volume: String, servers: [String]) {
        self.volume = volume
        self.servers = servers
    }
}
