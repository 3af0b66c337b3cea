/// How many members of a trusted pool must be connected for glusterd to keep the bricks of volumes with
/// `cluster.server-quorum-type server` running (glusterd-server-quorum.c).
package struct ServerQuorum: Sendable, Hashable {
    /// Percent of the members; nil for more than half.
    package var ratio: Double?

    package init(ratio: Double?) { self.ratio = ratio }

    package func isMet(connected: Int, of members: Int) -> Bool {
        guard let ratio, ratio > 0 else { return connected * 2 > members }
        return Double(connected) >= (Double(members) * ratio / 100).rounded(.up)
    }

    /// Whether a volume with these options is subject to it.
    package static func governs(_ options: [String: String]) -> Bool {
        options["cluster.server-quorum-type"]?.lowercased() == "server"
    }
}
