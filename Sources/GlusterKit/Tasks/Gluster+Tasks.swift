extension Gluster {
    /// What a rebalance is to do.
    public enum RebalanceMode: Sendable, Hashable {
        /// Moves data, but not to bricks that have less room than those that it is on.
        case balanced
        /// Moves data wherever it belongs.
        case forced
        /// Moves nothing: only what is written from then on goes to all bricks.
        case layoutOnly
    }

    /// What GlusterFS does or last did on a started volume by itself; nil where that is nothing, or where it was taken back.
    public func task(of volume: String) async throws -> GlusterTask? {
        let volumes = try await ask(["volume", "status", volume, "tasks"]).required("volStatus").required("volumes")
        let elements = try volumes.required("volume").required("tasks").all("task")
        guard var task = try elements.compactMap({ try GlusterTask($0) }).first else { return nil }
        switch task.kind {
        case .rebalance:
            try task.read(try await ask(["volume", "rebalance", volume, "status"]).required("volRebalance"))
        case .removal(let bricks):
            let words = ["volume", "remove-brick", volume] + bricks.map(\.description) + ["status"]
            try task.read(try await ask(words).required("volRemoveBrick"))
        }
        return task
    }

    /// Begins to move data of a started volume. The tool refuses when it moves data already, or where there is but one place for it.
    public func startRebalance(of volume: String, _ mode: RebalanceMode) async throws {
        let words =
            switch mode {
            case .balanced: ["start"]
            case .forced: ["start", "force"]
            case .layoutOnly: ["fix-layout", "start"]
            }
        _ = try await ask(["volume", "rebalance", volume] + words)
    }

    /// Ends a rebalance where it is; one that has ended stays as it is. The tool refuses where there never was one.
    public func stopRebalance(of volume: String) async throws {
        _ = try await ask(["volume", "rebalance", volume, "stop"])
    }

    /// Begins to move data away from bricks, which take no new files from then on. The tool refuses bricks that are not whole groups.
    public func startRemoval(of bricks: [GlusterBrick], from volume: String) async throws {
        _ = try await ask(["volume", "remove-brick", volume] + bricks.map(\.description) + ["start"])
    }

    /// Keeps bricks that data was or is being moved away from; what was moved stays where it is.
    public func stopRemoval(of bricks: [GlusterBrick], from volume: String) async throws {
        _ = try await ask(["volume", "remove-brick", volume] + bricks.map(\.description) + ["stop"])
    }

    /// Takes bricks away that data was moved away from. The tool refuses while it is being moved, and does not look whether all was.
    public func commitRemoval(of bricks: [GlusterBrick], from volume: String) async throws {
        _ = try await ask(["volume", "remove-brick", volume] + bricks.map(\.description) + ["commit"])
    }

    /// Takes one copy of everything away at once: one brick of each group. What they hold is not looked at.
    ///
    /// - Parameter count: of the copies that are left.
    public func reduce(_ volume: String, toReplicas count: Int, without bricks: [GlusterBrick]) async throws {
        let words = ["replica", "\(count)"] + bricks.map(\.description)
        _ = try await ask(["volume", "remove-brick", volume] + words + ["force"])
    }
}
