package import MortarModel

/// Places many VMs at once: one after another, the hardest first, and then better, by moving and exchanging some.
package struct BatchPlacement: Sendable {
    package private(set) var vms: [VMDemand]
    var placement: VMPlacement
    /// By VM; nil for one that no host can take.
    var places: [Int?]

    /// - Parameter effort: pairs of VMs and hosts that may be looked at to make the placement better. Judging one change
    ///   looks at all pairs, so that large batches stay as they were placed first.
    package init(_ vms: [VMDemand], onto placement: VMPlacement, effort: Int = 200_000) {
        self.init(vms, on: placement)
        for index in order { place(index) }
        var improvement = BatchImprovement(self, effort: effort)
        improvement.run()
        self = improvement.best
    }

    /// The host of each VM, in the order of ``vms``.
    package var hosts: [HostID?] { places.map { $0.map { placement.state.hosts[$0].id } } }

    package var score: BatchScore {
        var copy = self
        return copy.reckonScore()
    }

    /// How good it is to have VMs on hosts, however they came there.
    package static func score(
        _ placed: [(vm: VMDemand, host: HostID)], on placement: VMPlacement
    ) -> BatchScore {
        var batch = BatchPlacement(placed.map(\.vm), on: placement)
        for (index, host) in placed.map(\.host).enumerated() {
            if let place = placement.state.place(of: host) { batch.take(index, at: place) }
        }
        return batch.reckonScore()
    }

    /// With no VM placed yet.
    private init(_ vms: [VMDemand], on placement: VMPlacement) {
        self.vms = vms
        self.placement = placement
        places = vms.map { _ in nil }
    }

    /// The fewer hosts can take a VM, the earlier; of those, the larger one.
    private var order: [Int] {
        var placement = placement
        let choices = vms.map { placement.steadyPlaces(for: $0).count }
        return vms.indices.sorted { left, right in
            (choices[left], vms[right].memory, vms[left].id) < (choices[right], vms[left].memory, vms[right].id)
        }
    }

    /// Gives a VM that has no host the best one there is.
    mutating func place(_ index: Int) {
        guard let place = placement.bestPlace(for: vms[index]) else { return }
        take(index, at: place)
    }

    mutating func take(_ index: Int, at place: Int) {
        placement.state.take(vms[index], at: place)
        places[index] = place
    }

    mutating func release(_ index: Int) {
        guard let place = places[index] else { return }
        placement.state.release(vms[index], at: place)
        places[index] = nil
    }

    mutating func reckonScore() -> BatchScore {
        var score = BatchScore(placed: 0, total: 0)
        for index in vms.indices {
            guard let place = places[index] else { continue }
            release(index)
            score.placed += 1
            score.total += placement.score(of: vms[index], at: place)
            take(index, at: place)
        }
        return score
    }
}
