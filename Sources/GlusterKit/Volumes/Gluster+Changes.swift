extension Gluster {
    /// Adds bricks in whole groups, or one more copy of everything.
    ///
    /// - Parameters:
    ///   - layout: the one that the volume has from then on, where copies are added; nil for more groups.
    ///   - force: also on the root file system, and in directories that were bricks before.
    public func add(
        _ bricks: [GlusterBrick], to volume: String, layout: Layout? = nil, force: Bool = false
    ) async throws {
        let words = (layout?.words ?? []) + bricks.map(\.description) + (force ? ["force"] : [])
        _ = try await ask(["volume", "add-brick", volume] + words)
    }

    /// Gives options their defaults again; options that have them stay as they are. The tool refuses names that it does not know.
    ///
    /// - Parameters:
    ///   - option: nil for all.
    ///   - force: also those that GlusterFS protects.
    public func reset(_ volume: String, option: String? = nil, force: Bool = false) async throws {
        _ = try await ask(["volume", "reset", volume] + (option.map { [$0] } ?? []) + (force ? ["force"] : []))
    }

    /// Ends a brick's process so that what is below it can be changed.
    public func startReset(of brick: GlusterBrick, in volume: String) async throws {
        _ = try await ask(["volume", "reset-brick", volume, brick.description, "start"])
    }

    /// Takes the directory as the brick that was there before; its content comes by heals. The tool does not look whether the other
    /// copies are whole.
    public func commitReset(of brick: GlusterBrick, in volume: String) async throws {
        let words = [brick.description, brick.description, "commit", "force"]
        _ = try await ask(["volume", "reset-brick", volume] + words)
    }

    /// Begins to count what a volume's bricks do. The tool refuses where it counts already.
    public func startProfile(of volume: String) async throws {
        _ = try await ask(["volume", "profile", volume, "start"])
    }

    /// Ends the counting. The tool refuses where nothing is counted.
    public func stopProfile(of volume: String) async throws {
        _ = try await ask(["volume", "profile", volume, "stop"])
    }
}

extension Gluster.Layout {
    /// As the tool takes it in `create` and `add-brick`.
    var words: [String] {
        switch self {
        case .distributed: []
        case .replicated(let count, false): ["replica", "\(count)"]
        case .replicated(let count, true): ["replica", "\(count)", "arbiter", "1"]
        }
    }
}
