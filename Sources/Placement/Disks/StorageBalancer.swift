package import MortarModel

/// Evens out how full replica sets are by moving whole disks, with few bytes copied.
///
/// All disks of a VM stay together; those of a VM that has disks on several sets are left where they are. Nothing moves
/// twice. Each time disks go from one of the fullest sets to one of the emptiest: those that bring both nearest to the
/// average, or, where the plan could end with it, the smallest that does. It is a good plan, not always the best.
package struct StorageBalancer: Sendable {
    /// A set, and what its images occupy.
    package struct FilledCandidate: Sendable, Hashable {
        package var set: CandidateSet
        package var used: ByteCount

        package init(_ set: CandidateSet, used: ByteCount) {
            self.set = set
            self.used = used
        }

        var fill: Double { Double(used.bytes) / Double(max(1, set.capacity.bytes)) }
    }

    private let sets: [FilledCandidate]
    private let disks: [FilledDisk]
    private let tolerance: Double
    private let reserve: Double

    /// - Parameters:
    ///   - sets: of one storage domain. Nothing moves to or from a set that is not well.
    ///   - tolerance: a spread that is even enough, as a share of the capacity from 0 to 1.
    ///   - reserve: the share of a set's capacity that stays free of all that its disks may grow to, from 0 to 1.
    package init(
        _ sets: [FilledCandidate], disks: [FilledDisk], tolerance: Double = 0.05, reserve: Double = 0.1
    ) {
        self.sets = sets.filter { $0.set.condition == .well }.sorted {
            ($0.set.name, $0.set.id) < ($1.set.name, $1.set.id)
        }
        self.disks = disks
        self.tolerance = tolerance
        self.reserve = reserve
    }

    package func plan() -> BalancePlan {
        var state = BalanceState(sets, MovableDisks.groups(of: disks).filter { $0.elsewhere.isEmpty }, reserve: reserve)
        var plan = BalancePlan(moves: [], spreadBefore: state.spread, spreadAfter: 0)
        while state.spread > tolerance, let shift = state.bestShift(within: tolerance) {
            plan.moves += state.carryOut(shift)
        }
        plan.spreadAfter = state.spread
        return plan
    }
}
