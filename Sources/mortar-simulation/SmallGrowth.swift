import MortarModel
import Placement

/// Storage domains so small that every layout can be tried.
enum SmallGrowth {
    private static let size = ByteCount.gibibytes(1_000)
    private static let used = ByteCount.gibibytes(500)

    /// Hosts with two devices each, one more at a time; every set is half full when the next host comes.
    static func oneByOne(to last: Int) -> [GrowthComparison] {
        var layout = StorageLayout(redundancy: .threeCopies, sets: [], devices: (0..<3).flatMap { devices($0, 2) })
        layout = layout.grown(by: GrowthPlanner(layout).plan(), used: used)
        return (4...last).map { count in
            layout.devices += devices(count - 1, 2)
            let plan = GrowthPlanner(layout).plan()
            defer { layout = layout.grown(by: plan, used: used) }
            return GrowthComparison("\(count - 1) → \(count) hosts", layout, plan)
        }
    }

    /// Full hosts with sets at random, to which one or two are added; only those in which something has to move.
    static func atRandom(_ count: Int) -> [GrowthComparison] {
        var random = Chance(state: 1)
        var cases: [GrowthComparison] = []
        while cases.count < count {
            let layout = layout(using: &random)
            let plan = GrowthPlanner(layout).plan()
            if !plan.moves.isEmpty { cases.append(GrowthComparison("random", layout, plan)) }
        }
        return cases
    }

    private static func layout(using random: inout Chance) -> StorageLayout {
        let old = Int.random(in: 3...5, using: &random)
        var free = (0..<old).flatMap { devices($0, Int.random(in: 1...3, using: &random)) }
        var sets: [FilledSet] = []
        while Set(free.map(\.hostID)).count >= 3 {
            let hosts = Set(free.map(\.hostID)).sorted().shuffled(using: &random).prefix(3)
            let chosen = hosts.compactMap { host in free.first { $0.hostID == host } }
            free.removeAll { chosen.contains($0) }
            let bricks = chosen.map { Brick(hostID: $0.hostID, device: $0.device, size: $0.size) }
            let used = ByteCount.gibibytes(Int64.random(in: 50...900, using: &random))
            sets.append(FilledSet(id: ReplicaSetID(), name: "data-\(sets.count + 1)", bricks: bricks, used: used))
        }
        let new = old..<Int.random(in: (old + 1)...6, using: &random)
        free += new.flatMap { devices($0, Int.random(in: 1...3, using: &random)) }
        return StorageLayout(redundancy: .threeCopies, sets: sets, devices: free)
    }

    private static func devices(_ host: Int, _ count: Int) -> [StorageLayout.Device] {
        (0..<count).map { .init(hostID: HostID(rawValue: "h\(host + 1)"), device: "/dev/sd\($0)", size: size) }
    }
}

extension StorageLayout {
    /// What it is when a plan has been carried out and its new sets have been filled.
    fileprivate func grown(by plan: GrowthPlan, used: ByteCount) -> Self {
        var grown = self
        for move in plan.moves {
            guard let set = grown.sets.firstIndex(where: { $0.id == move.set }),
                let brick = grown.sets[set].bricks.firstIndex(of: move.old)
            else { continue }
            grown.sets[set].bricks[brick] = move.new
        }
        grown.sets += plan.newSets.enumerated().map { index, set in
            FilledSet(
                id: ReplicaSetID(), name: "data-\(sets.count + index + 1)", bricks: set.bricks, used: used)
        }
        grown.devices = plan.unused
        return grown
    }
}

/// A linear congruential generator (Knuth's MMIX): the same cases in every measurement.
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }
}
