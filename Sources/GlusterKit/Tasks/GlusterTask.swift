/// Work that GlusterFS does on a volume by itself once it was told to.
public struct GlusterTask: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Data moves to the bricks that its name belongs to.
        case rebalance
        /// Data leaves these bricks.
        case removal(of: [GlusterBrick])
    }

    /// How it stands (`gf_defrag_status_t` in dht-common.h, whose layout states are counted as their likes).
    public enum State: Sendable, Hashable {
        case notStarted, inProgress, stopped, completed, failed

        init?(number: Int) {
            switch number {
            case 0: self = .notStarted
            case 1, 5: self = .inProgress
            case 2, 6: self = .stopped
            case 3, 7: self = .completed
            case 4, 8: self = .failed
            default: return nil
            }
        }
    }

    public var id: String
    public var kind: Kind
    public var state: State
    /// Files moved.
    public var files: Int64 = 0
    /// Moved, in bytes.
    public var bytes: Int64 = 0
    /// Files looked at.
    public var lookups: Int64 = 0
    /// Files that could not be moved.
    public var failures: Int64 = 0
    /// Files that were left where they are.
    public var skipped: Int64 = 0

    /// Reads a `task` of `volume status V tasks`, which tells no figures; nil for other work.
    init?(_ element: XMLElement) throws(GlusterError) {
        id = try element.string("id")
        switch try element.string("type") {
        case "Rebalance": kind = .rebalance
        case "Remove brick":
            var bricks: [GlusterBrick] = []
            for brick in element["params"]?.all("brick") ?? [] {
                guard let known = GlusterBrick(brick.text) else {
                    throw element.unreadable("“\(brick.text)” is no brick")
                }
                bricks.append(known)
            }
            kind = .removal(of: bricks)
        default: return nil
        }
        state = try element.taskState
    }

    /// Takes over the figures of the status of the work itself: those of all hosts together. It goes on as long as any host is at
    /// work; then the state is that of the host that is worst off.
    mutating func read(_ status: XMLElement) throws(GlusterError) {
        let sum = try status.required("aggregate")
        files = Int64(try sum.integer("files"))
        bytes = Int64(try sum.integer("size"))
        lookups = Int64(try sum.integer("lookups"))
        failures = Int64(try sum.integer("failures"))
        skipped = Int64(try sum.integer("skipped"))
        var states = [try sum.taskState]
        for node in status.all("node") { states.append(try node.taskState) }
        let worst: [State] = [.inProgress, .failed, .stopped, .completed]
        state = worst.first(where: states.contains) ?? .notStarted
    }
}

extension XMLElement {
    fileprivate var taskState: GlusterTask.State {
        get throws(GlusterError) {
            let number = try integer("status")
            if let state = GlusterTask.State(number: number) { return state }
            throw unreadable("there is no state \(number)")
        }
    }
}
