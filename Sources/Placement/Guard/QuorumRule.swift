/// How many bricks of a replica group must be online for clients to write (`cluster.quorum-type`, afr.c).
package enum QuorumRule: Sendable, Hashable {
    /// More than half of the bricks; of an even number half of them, if the first one is among them.
    case majority
    /// This many.
    case fixed(Int)
    /// One.
    case any

    /// Reads the options of a volume; nil where they make no sense, so that nobody can tell.
    ///
    /// Without `cluster.quorum-type` GlusterFS takes `auto` for three bricks and more, `none` for fewer. A count
    /// without the type `fixed` means nothing.
    ///
    /// - Parameter count: of the group's bricks.
    package init?(options: [String: String], count: Int) {
        switch options["cluster.quorum-type"]?.lowercased() {
        case nil: self = count > 2 ? .majority : .any
        case "none": self = .any
        case "auto": self = .majority
        case "fixed":
            guard let text = options["cluster.quorum-count"], let wanted = Int(text), (1...count).contains(wanted)
            else { return nil }
            self = .fixed(wanted)
        default: return nil
        }
    }

    /// Whether clients can write while the bricks at these places, counted from 0, are online.
    package func isMet(by online: Set<Int>, of count: Int) -> Bool {
        switch self {
        case .majority: online.count * 2 > count || (online.count * 2 == count && online.contains(0))
        case .fixed(let wanted): online.count >= wanted
        case .any: !online.isEmpty
        }
    }

    /// Whether every write that there can have been reached one of the bricks at these places: only then do they know
    /// together which copies are stale.
    ///
    /// The others alone must never have been enough for a write.
    package func isWitnessed(by places: Set<Int>, of count: Int) -> Bool {
        let others = Set(0..<count).subtracting(places)
        return others.isEmpty || !isMet(by: others, of: count)
    }
}
