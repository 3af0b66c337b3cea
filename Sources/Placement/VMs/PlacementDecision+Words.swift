import MortarModel

extension PlacementDecision {
    /// The decision as one would explain it to a colleague: the choice, then a sentence for each host, the best first.
    ///
    /// - Parameter current: the name of the host that the VM is on now; nil when it is down.
    package func explanation(current: String? = nil) -> [String] {
        let ranked = hosts.sorted { $0.rank < $1.rank }
        let chosen = hosts.filter { $0.host == choice }
        let others = ranked.filter { $0.host != choice }
        return [headline(current)] + (chosen + others).map(sentence)
    }

    private func headline(_ current: String?) -> String {
        let best = hosts.first { $0.host == choice }?.name
        switch (current, best) {
        case (nil, nil): return "No host can run VM \(name) now."
        case (nil, let best?): return "VM \(name) would start on \(best), by the scheduling policy \(policy)."
        case (let current?, nil): return "VM \(name) is on \(current). Placed anew, no host could take it now."
        case (let current?, let best?) where current == best:
            return "VM \(name) is on \(current), and would be placed there again, by the scheduling policy \(policy)."
        case (let current?, let best?):
            return
                "VM \(name) is on \(current). Placed anew, it would go to \(best), by the scheduling policy \(policy)."
        }
    }

    private func sentence(_ host: Verdict) -> String {
        if !host.refusals.isEmpty {
            return "\(host.name) cannot take it: it \(Self.list(host.refusals.map(\.reason)))."
        }
        return host.host == choice ? praise(host) : comparison(host)
    }

    private var fitting: [Verdict] { hosts.filter(\.refusals.isEmpty) }

    private func praise(_ host: Verdict) -> String {
        if fitting.count == 1 { return "\(host.name) is the only host that can take it." }
        let lead = "\(host.name) suits it best, with \(host.words)"
        let reasons = host.scores.filter { score in
            fitting.contains { $0.points(of: score.unit) < score.points }
        }
        return reasons.isEmpty
            ? "\(lead); as many as others have, so that chance decided."
            : "\(lead): it \(Self.list(reasons.map(\.reason)))."
    }

    private func comparison(_ host: Verdict) -> String {
        let lead = "\(host.name) could take it too, with \(host.words)"
        guard let best = hosts.first(where: { $0.host == choice }) else { return lead + "." }
        let reasons = host.scores.filter { $0.points < best.points(of: $0.unit) }
        return reasons.isEmpty ? "\(lead)." : "\(lead), but it \(Self.list(reasons.map(\.reason)))."
    }

    /// As “a”, “a; and b”, “a; b; and c”: reasons have commas of their own.
    private static func list(_ reasons: [String]) -> String {
        guard reasons.count > 1, let last = reasons.last else { return reasons.first ?? "" }
        return reasons.dropLast().joined(separator: "; ") + "; and " + last
    }
}

extension PlacementDecision.Verdict {
    /// Hosts that can take the VM come first, the best of them before the others.
    fileprivate var rank: (Int, Double, String) {
        refusals.isEmpty ? (0, -total, name) : (1, 0, name)
    }

    /// As `15.3 of 24 points`.
    fileprivate var words: String {
        let tenths = Int((total * 10).rounded())
        let points = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return "\(points) of \(scores.reduce(0) { $0 + $1.factor }) points"
    }

    fileprivate func points(of unit: WeightUnit) -> Double {
        scores.first { $0.unit == unit }?.points ?? 0
    }
}
