extension Gluster {
    /// How the bricks of a volume to be made share their data.
    public enum Layout: Sendable, Hashable {
        /// Without copies.
        case distributed
        /// The arbiter, if any, is the last brick of each group of `count`.
        case replicated(count: Int, hasArbiter: Bool)
    }

    /// All volumes of the trusted pool.
    public func volumes() async throws -> [GlusterVolume] {
        let volumes = try await ask(["volume", "info", "all"]).required("volInfo").required("volumes")
        return try volumes.all("volume").map { try GlusterVolume($0) }
    }

    /// One volume; nil when there is none of this name.
    public func volume(_ name: String) async throws -> GlusterVolume? {
        try await volumes().first { $0.name == name }
    }

    /// The bricks of all started volumes. Those of hosts that do not answer are missing.
    public func brickStatus() async throws -> [GlusterBrickStatus] {
        let volumes = try await ask(["volume", "status", "all", "detail"]).required("volStatus").required("volumes")
        return try volumes.all("volume").flatMap { volume in
            let name = try volume.string("volName")
            return try volume.all("node").map { try GlusterBrickStatus($0, volume: name) }
        }
    }

    /// Who is connected to the bricks of a started volume.
    public func clients(of volume: String) async throws -> [GlusterClient] {
        let volumes = try await ask(["volume", "status", volume, "clients"]).required("volStatus").required("volumes")
        return try volumes.all("volume").flatMap { $0.all("node") }.flatMap { node in
            let brick = GlusterBrick(host: try node.string("hostname"), directory: try node.string("path"))
            let clients = node["clientsStatus"]?.all("client") ?? []
            return try clients.map { try GlusterClient($0, brick: brick) }
        }
    }

    /// Makes a volume that is not started. The tool refuses names that exist, bricks in use and bricks on the root file system.
    ///
    /// - Parameter force: also on the root file system, and in directories that were bricks before.
    public func create(
        _ name: String, _ layout: Layout, bricks: [GlusterBrick], force: Bool = false
    ) async throws {
        let words = layout.words + bricks.map(\.description) + (force ? ["force"] : [])
        _ = try await ask(["volume", "create", name] + words)
    }

    /// Sets all these options in one transaction.
    public func set(_ volume: String, _ options: [String: String]) async throws {
        if options.isEmpty { return }
        let words = options.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        _ = try await ask(["volume", "set", volume] + words)
    }

    /// Sets how entry heals of a volume compare directories. For a volume that was started once there is a command of its own,
    /// which refuses while anything waits to be healed.
    public func setGranularEntryHeal(_ volume: String, _ isOn: Bool) async throws {
        _ = try await ask(["volume", "heal", volume, "granular-entry-heal", isOn ? "enable" : "disable"])
    }

    /// Adds a brick to the only replica group of a volume; its content comes by heals. The tool refuses when it is a brick of any
    /// volume.
    ///
    /// - Parameter count: of the bricks that the group has then.
    public func add(_ brick: GlusterBrick, to volume: String, count: Int, isArbiter: Bool) async throws {
        let shape = ["replica", "\(count)"] + (isArbiter ? ["arbiter", "1"] : [])
        _ = try await ask(["volume", "add-brick", volume] + shape + [brick.description])
    }

    /// Takes a brick out of the only replica group of a volume at once; what is on it is given up. The tool does not look whether the
    /// other copies are whole.
    ///
    /// - Parameter count: of the bricks that the group has then.
    public func remove(_ brick: GlusterBrick, from volume: String, count: Int) async throws {
        _ = try await ask(["volume", "remove-brick", volume, "replica", "\(count)", brick.description, "force"])
    }

    /// Starts a volume's bricks.
    ///
    /// - Parameter force: also of a started volume, those that do not run; otherwise a started volume is refused.
    public func start(_ volume: String, force: Bool = false) async throws {
        _ = try await ask(["volume", "start", volume] + (force ? ["force"] : []))
    }

    /// Puts a brick in the place of another of a replicated volume at once; its content comes by heals. The tool refuses when the old one
    /// is not a brick of the volume or the new one is of any. It does not look whether the other copies are whole.
    public func replace(_ old: GlusterBrick, with new: GlusterBrick, in volume: String) async throws {
        _ = try await ask(["volume", "replace-brick", volume, old.description, new.description, "commit", "force"])
    }

    /// Stops a volume's bricks, also while it has clients. The tool refuses when it is not started.
    ///
    /// - Parameter force: also while data is being moved.
    public func stop(_ volume: String, force: Bool = false) async throws {
        _ = try await ask(["volume", "stop", volume] + (force ? ["force"] : []))
    }

    /// Forgets a stopped volume; what is on its bricks stays. The tool refuses while a host of the pool is down.
    public func delete(_ volume: String) async throws {
        _ = try await ask(["volume", "delete", volume])
    }
}
