/// Makes a placement of many VMs better by small changes, and from other beginnings, for as long as its effort lasts.
struct BatchImprovement {
    private(set) var best: BatchPlacement
    private var score: BatchScore
    private var effort: Int
    private var chance: SplitMix

    /// - Parameter effort: pairs of VMs and hosts that may be looked at.
    init(_ placement: BatchPlacement, effort: Int) {
        best = placement
        self.effort = effort
        score = BatchScore(placed: 0, total: 0)
        chance = SplitMix(state: UInt64(placement.vms.count))
    }

    /// Smaller gains are what rounding makes.
    private static let leastGain = 1e-9
    /// Beginnings for each VM; found by trying: with so many small batches are as good as the best that there is.
    private static let beginnings = 4

    private var cost: Int { best.vms.count * best.placement.state.hosts.count }
    private var isSpent: Bool { effort < cost }

    mutating func run() {
        if isSpent { return }
        score = reckon(best)
        climb()
        for round in 0..<(best.vms.count * Self.beginnings) where !isSpent { restart(atRandom: round % 2 == 1) }
    }

    /// Changes one VM after another until no change makes it better.
    private mutating func climb() {
        var isBetter = true
        while isBetter {
            isBetter = false
            for index in best.vms.indices {
                if move(index) { isBetter = true }
                if exchange(index) { isBetter = true }
            }
        }
    }

    /// Begins anew with the VMs in another order, or on hosts at random.
    private mutating func restart(atRandom: Bool) {
        let former = (best, score)
        for index in best.vms.indices { best.release(index) }
        for index in best.vms.indices.shuffled(using: &chance) {
            let places = best.placement.admittingPlaces(for: best.vms[index])
            if atRandom, let place = places.randomElement(using: &chance) {
                best.take(index, at: place)
            } else {
                best.place(index)
            }
        }
        score = reckon(best)
        climb()
        if !isGain(score, over: former.1) { (best, score) = former }
    }

    private mutating func reckon(_ placement: BatchPlacement) -> BatchScore {
        effort -= cost
        return placement.score
    }

    private func isGain(_ new: BatchScore, over old: BatchScore) -> Bool {
        new.placed == old.placed ? new.total > old.total + Self.leastGain : new.placed > old.placed
    }

    /// Keeps a change if it is a gain.
    private mutating func accept(_ changed: BatchPlacement) -> Bool {
        if isSpent { return false }
        let new = reckon(changed)
        guard isGain(new, over: score) else { return false }
        (best, score) = (changed, new)
        return true
    }

    /// Tries a VM on every other host.
    private mutating func move(_ index: Int) -> Bool {
        var without = best
        without.release(index)
        var isBetter = false
        for place in without.placement.admittingPlaces(for: best.vms[index]) where place != best.places[index] {
            var changed = without
            changed.take(index, at: place)
            if accept(changed) { isBetter = true }
        }
        return isBetter
    }

    /// Tries a VM in the place of each other one, which goes to the VM's former host, or to the best there is.
    private mutating func exchange(_ index: Int) -> Bool {
        var isBetter = false
        for other in best.vms.indices where other != index {
            guard let place = best.places[other], place != best.places[index] else { continue }
            let former = best.places[index]
            var changed = best
            changed.release(index)
            changed.release(other)
            guard changed.placement.admittingPlaces(for: best.vms[index]).contains(place) else { continue }
            changed.take(index, at: place)
            var exchanged = changed
            changed.place(other)
            if accept(changed) { isBetter = true }
            guard let former, exchanged.placement.admittingPlaces(for: best.vms[other]).contains(former) else {
                continue
            }
            exchanged.take(other, at: former)
            if accept(exchanged) { isBetter = true }
        }
        return isBetter
    }
}
