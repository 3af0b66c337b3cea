import MortarModel

/// How full sets are in the middle of a plan.
struct BalanceState {
    /// Disks that go from one set to another.
    struct Shift {
        var group: Int
        var source: Int
        var target: Int
    }

    private var sets: [StorageBalancer.FilledCandidate]
    private var groups: [MovableDisks]
    private let reserve: Double
    private let average: Double

    init(_ sets: [StorageBalancer.FilledCandidate], _ groups: [MovableDisks], reserve: Double) {
        self.sets = sets
        self.groups = groups
        self.reserve = reserve
        let capacity = sets.reduce(0) { $0 + Double($1.set.capacity.bytes) }
        average = sets.reduce(0) { $0 + Double($1.used.bytes) } / max(1, capacity)
    }

    var spread: Double { Self.spread(sets) }

    private static func spread(_ sets: [StorageBalancer.FilledCandidate]) -> Double {
        let fills = sets.map(\.fill)
        return (fills.max() ?? 0) - (fills.min() ?? 0)
    }

    /// The fullest sets give first, the emptiest take first; nil when no disks bring any two nearer to the average.
    func bestShift(within tolerance: Double) -> Shift? {
        let order = sets.indices.sorted { (sets[$1].fill, $0) < (sets[$0].fill, $1) }
        for source in order where sets[source].fill > average {
            let own = groups.indices.filter { groups[$0].set == sets[source].set.id }
            for target in order.reversed() where sets[target].fill < average {
                let shifts = own.map { Shift(group: $0, source: source, target: target) }
                    .filter { isPossible($0) && gain($0) > 0 }
                let last = shifts.filter { Self.spread(after($0)) <= tolerance }
                if let least = last.min(by: { bytes($0) < bytes($1) }) { return least }
                if let best = shifts.max(by: { gain($0) < gain($1) }) { return best }
            }
        }
        return nil
    }

    /// Returns the moves of the disks, which do not move again.
    mutating func carryOut(_ shift: Shift) -> [PlannedDiskMove] {
        sets = after(shift)
        return groups.remove(at: shift.group).moves(to: sets[shift.target].set.id)
    }

    private func bytes(_ shift: Shift) -> ByteCount { groups[shift.group].bytes }

    /// What disks on the target may still grow by is not free.
    private func isPossible(_ shift: Shift) -> Bool {
        let target = sets[shift.target].set
        let kept = ByteCount(Int64(Double(target.capacity.bytes) * reserve))
        return target.hasRoom(for: groups[shift.group].size + kept)
    }

    private func after(_ shift: Shift) -> [StorageBalancer.FilledCandidate] {
        var sets = sets
        let group = groups[shift.group]
        sets[shift.source].used -= group.bytes
        sets[shift.source].set.free += group.size
        sets[shift.target].used += group.bytes
        sets[shift.target].set.free -= group.size
        return sets
    }

    /// By how much the sum of squared distances from the average, weighted by capacity, gets less.
    private func gain(_ shift: Shift) -> Double {
        let after = after(shift)
        return [shift.source, shift.target].reduce(0) { $0 + unevenness(sets[$1]) - unevenness(after[$1]) }
    }

    private func unevenness(_ set: StorageBalancer.FilledCandidate) -> Double {
        let distance = set.fill - average
        return Double(set.set.capacity.bytes) * distance * distance
    }
}
