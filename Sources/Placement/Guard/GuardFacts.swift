package import MortarModel

/// All that the guard decides on.
package struct GuardFacts: Sendable {
    /// Every member of the trusted pool, and whether the pool is connected with it; nil where it is not known.
    package var peers: [HostID: Observed<Bool>?]
    package var sets: [GuardedSet]
    /// Percent of the members that must be connected (`cluster.server-quorum-ratio`); nil for the default, more than
    /// half.
    package var serverQuorumRatio: Double?
    /// What is being done to bricks now.
    package var works: [GuardedWork]
    /// How hosts and bricks are called in reasons; the id where there is no name.
    package var names: [HostID: String]

    package init(
        peers: [HostID: Observed<Bool>?], sets: [GuardedSet], serverQuorumRatio: Double? = nil,
        works: [GuardedWork] = [], names: [HostID: String] = [:]
    ) {
        self.peers = peers
        self.sets = sets
        self.serverQuorumRatio = serverQuorumRatio
        self.works = works
        self.names = names
    }

    func name(of host: HostID) -> String { names[host] ?? host.rawValue }
}

/// A brick that is in work.
package struct GuardedWork: Sendable, Hashable {
    package var set: ReplicaSetID
    package var brick: BrickID
    /// Who does it: a work never stands in its own way.
    package var owner: String
    /// As users read it, with a verb: `is being replaced`.
    package var doing: String
    /// Hosts that it needs besides those of the set's bricks.
    package var hosts: Set<HostID>

    package init(set: ReplicaSetID, brick: BrickID, owner: String, doing: String, hosts: Set<HostID> = []) {
        self.set = set
        self.brick = brick
        self.owner = owner
        self.doing = doing
        self.hosts = hosts
    }
}
