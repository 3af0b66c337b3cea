import MortarModel

import struct Foundation.Date

/// What is known for certain of a replica group at one moment.
struct SetKnowledge {
    let set: GuardedSet
    let quorum: QuorumRule
    /// Places of bricks that are online, counted from 0.
    let online: Set<Int>
    /// Bricks of which a brick that is online knows stale entries.
    let stale: Set<BrickID>

    /// Throws the first reason why too little is known.
    init(_ set: GuardedSet, _ names: (HostID) -> String, at now: Date) throws(Unknown) {
        self.set = set
        guard let options = set.options?.value(at: now) else {
            throw Unknown("The options of volume \(set.name) are not known.")
        }
        guard let quorum = QuorumRule(options: options, count: set.bricks.count) else {
            throw Unknown(
                "The quorum of volume \(set.name) cannot be told from its options.",
                remedy: "Set cluster.quorum-type to auto, or cluster.quorum-count to a number of its bricks.")
        }
        self.quorum = quorum
        online = try set.online(names, at: now)
        stale = try Self.stale(in: set, online, names, at: now)
        guard quorum.isWitnessed(by: online, of: set.bricks.count) else {
            throw Unknown(
                "Too few bricks of \(set.name) are online to tell which copies are whole.",
                remedy: "Bring its other bricks back first.")
        }
    }

    /// What bricks that are online hold against others.
    private static func stale(
        in set: GuardedSet, _ online: Set<Int>, _ names: (HostID) -> String, at now: Date
    ) throws(Unknown) -> Set<BrickID> {
        var stale: Set<BrickID> = []
        for place in online {
            let brick = set.bricks[place]
            guard let blames = brick.blames?.value(at: now) else {
                throw Unknown("What the brick of \(set.name) on \(names(brick.host)) knows of heals is not known.")
            }
            stale.formUnion(blames.filter { $0.value > 0 }.keys)
        }
        return stale
    }

    /// The bricks that are online, but for those concerned.
    func remaining(without isConcerned: (GuardedBrick) -> Bool) -> [(place: Int, brick: GuardedBrick)] {
        set.bricks.enumerated().filter { online.contains($0.offset) && !isConcerned($0.element) }
            .map { ($0.offset, $0.element) }
    }

    func isCleanCopy(_ brick: GuardedBrick) -> Bool { !brick.isArbiter && !stale.contains(brick.id) }

    /// Why too little is known.
    struct Unknown: Error {
        var refusal: GuardVerdict.Refusal

        init(
            _ reason: String,
            remedy: String = "Ask again when all hosts of the set and GlusterFS on them answer."
        ) {
            refusal = .init(reason, remedy: remedy)
        }
    }
}

extension GuardedSet {
    /// Places of the bricks that are online, counted from 0; throws when of one it is not known.
    func online(_ names: (HostID) -> String, at now: Date) throws(SetKnowledge.Unknown) -> Set<Int> {
        var online: Set<Int> = []
        for (place, brick) in bricks.enumerated() {
            guard let isOnline = brick.isOnline?.value(at: now) else {
                throw .init("Whether the brick of \(name) on \(names(brick.host)) is online is not known.")
            }
            if isOnline { online.insert(place) }
        }
        return online
    }
}
