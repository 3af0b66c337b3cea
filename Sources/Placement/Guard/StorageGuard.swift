import MortarModel

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// The one answer to “may I do this now?” for all that takes bricks away.
///
/// It says yes only when all replica groups concerned keep quorum and a full copy that is known to be whole. What is
/// not known, or was seen longer ago than ``freshness``, counts against the action. Nothing that is away already is
/// missed: fencing a dead host is allowed.
package struct StorageGuard: Sendable {
    /// In seconds. Twice the time that GlusterFS needs to notice a lost peer with Mortar's settings (8 s).
    package static let freshness: TimeInterval = 15

    let facts: GuardFacts
    let now: Date

    package init(_ facts: GuardFacts, at now: Date) {
        self.facts = facts
        self.now = now
    }

    /// - Parameter owner: of the work that asks; a work does not stand in its own way.
    package func verdict(on action: GuardedAction, by owner: String? = nil) -> GuardVerdict {
        let concerned = facts.sets.filter { set in set.bricks.contains { action.concerns($0, of: set) } }
        var refusals = concerned.flatMap { set in
            worksInTheWay(of: action, on: set, owner) + reasonsAgainst(action, on: set)
        }
        if let host = action.absentHost {
            refusals += poolRefusals(without: host, action) + worksThatNeed(host, action, owner)
        }
        if concerned.isEmpty, action.absentHost == nil { refusals.append(Self.notFound(action)) }
        return GuardVerdict(refusals: refusals)
    }

    // MARK: One replica group

    /// Only one brick of a set is ever in work.
    private func worksInTheWay(
        of action: GuardedAction, on set: GuardedSet, _ owner: String?
    ) -> [GuardVerdict.Refusal] {
        if case .fenceHost = action { return [] }
        return facts.works.filter { $0.set == set.id && $0.owner != owner }.map { work in
            let host = set.bricks.first { $0.id == work.brick }.map { " on \(facts.name(of: $0.host))" } ?? ""
            return .init(
                "The brick of \(set.name)\(host) \(work.doing).",
                remedy: "Wait until that has ended; “mortar job list” shows it.")
        }
    }

    /// A brick that is being made on the host, for a set that has none there yet.
    private func worksThatNeed(
        _ host: HostID, _ action: GuardedAction, _ owner: String?
    ) -> [GuardVerdict.Refusal] {
        if case .fenceHost = action { return [] }
        return facts.works.filter { $0.hosts.contains(host) && $0.owner != owner }.map { work in
            let set = facts.sets.first { $0.id == work.set }?.name ?? work.set.rawValue
            return .init(
                "A brick of \(set) is being made on \(facts.name(of: host)).",
                remedy: "Wait until that has ended; “mortar job list” shows it.")
        }
    }

    private func reasonsAgainst(_ action: GuardedAction, on set: GuardedSet) -> [GuardVerdict.Refusal] {
        switch action {
        case .removeHost(let host): return [.carriesBricks(facts.name(of: host), set)]
        case .removeSet where set.disks > 0: return [.holdsDisks(set)]
        case .addBrick, .rearrangeSet: return reasonsAgainstCopying(set)
        case .removeSet, .stopBrick, .replaceBrick, .resetBrick, .changeNetwork, .stopHost, .fenceHost: break
        }
        do {
            let isTaken = try set.online(facts.name, at: now).contains { action.concerns(set.bricks[$0], of: set) }
            if !isTaken && !action.destroysContent { return [] }
            if case .removeSet = action { return [] }
            let known = try SetKnowledge(set, facts.name, at: now)
            return losses(known, action, isTaken: isTaken)
        } catch {
            return [error.refusal]
        }
    }

    /// What is missing on a brick would be missing in the copy as well: each has to be there and to have everything.
    private func reasonsAgainstCopying(_ set: GuardedSet) -> [GuardVerdict.Refusal] {
        do {
            let known = try SetKnowledge(set, facts.name, at: now)
            let away = set.bricks.indices.filter { !known.online.contains($0) }.map { set.bricks[$0] }
            let stale = set.bricks.filter { known.stale.contains($0.id) }
            var refusals: [GuardVerdict.Refusal] = []
            if !away.isEmpty { refusals.append(.lacksBricks(set, on: away.map { facts.name(of: $0.host) })) }
            if !stale.isEmpty { refusals.append(.heals(set, on: stale.map { facts.name(of: $0.host) })) }
            return refusals
        } catch {
            return [error.refusal]
        }
    }

    /// - Parameter isTaken: whether a brick that works is taken away.
    private func losses(
        _ known: SetKnowledge, _ action: GuardedAction, isTaken: Bool
    ) -> [GuardVerdict.Refusal] {
        let set = known.set
        let remaining = known.remaining { action.concerns($0, of: set) }
        var refusals: [GuardVerdict.Refusal] = []
        if !known.quorum.isMet(by: Set(remaining.map(\.place)), of: set.bricks.count) {
            refusals.append(.losesQuorum(set, remaining: remaining.count))
        }
        if !remaining.contains(where: { known.isCleanCopy($0.brick) }) { refusals.append(.lastCopy(set)) }
        let stale = remaining.map(\.brick).filter { known.stale.contains($0.id) }
        if isTaken, !stale.isEmpty {
            refusals.append(.heals(set, on: stale.map { facts.name(of: $0.host) }))
        }
        return refusals
    }

    private static func notFound(_ action: GuardedAction) -> GuardVerdict.Refusal {
        .init("What is asked about is not known: \(action).", remedy: "List what there is, and ask again.")
    }
}
