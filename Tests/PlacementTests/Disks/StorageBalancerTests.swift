import MortarModel
import Placement
import Testing

@Suite struct StorageBalancerTests {
    /// Sets of 1,000 GiB and disks in GiB: of each the set and the VM by numbers, and what it occupies.
    private func balancer(
        _ count: Int, _ disks: [(set: Int, vm: Int?, bytes: Int64)], conditions: [Int: CandidateSet.Condition] = [:]
    ) -> StorageBalancer {
        let filled = disks.enumerated().map { index, disk in
            let placed = PlacedDisk(id: Self.disk(index), size: .gibibytes(disk.bytes), set: Self.set(disk.set))
            return FilledDisk(
                placed, occupied: .gibibytes(disk.bytes), vm: disk.vm.map { VMID(rawValue: "vm\($0)") })
        }
        let sets = (0..<count).map { number in
            let used = disks.filter { $0.set == number }.reduce(0) { $0 + $1.bytes }
            return StorageBalancer.FilledCandidate(
                CandidateSet(
                    id: Self.set(number), name: "s\(number)", capacity: .gibibytes(1_000),
                    free: .gibibytes(1_000 - used), condition: conditions[number] ?? .well),
                used: .gibibytes(used))
        }
        return StorageBalancer(sets, disks: filled)
    }

    private static func set(_ number: Int) -> ReplicaSetID { ReplicaSetID(rawValue: "s\(number)") }
    private static func disk(_ number: Int) -> DiskID { DiskID(rawValue: "d\(number)") }

    @Test func movesTheDiskThatMakesBothAlike() {
        let plan = balancer(2, [(0, 1, 100), (0, 2, 300), (0, 3, 200)]).plan()
        #expect(plan.moves == [PlannedDiskMove(disk: Self.disk(1), target: Self.set(1), bytes: .gibibytes(300))])
        #expect(plan.spreadBefore == 0.6 && plan.spreadAfter == 0)
    }

    @Test func copiesNoMoreThanIsEvenEnough() {
        let plan = balancer(2, [(0, 1, 300), (0, 2, 280), (0, 3, 20)]).plan()
        #expect(plan.bytes == .gibibytes(280) && plan.spreadAfter <= 0.05)
    }

    @Test func leavesAloneWhatIsEvenEnough() {
        #expect(balancer(2, [(0, 1, 340), (1, 2, 300)]).plan().moves.isEmpty)
        #expect(balancer(1, [(0, 1, 340)]).plan().moves.isEmpty)
        #expect(balancer(0, []).plan().moves.isEmpty)
    }

    @Test func disksOfAVMStayTogether() {
        let together = balancer(2, [(0, 1, 150), (0, 1, 150), (0, 2, 300)]).plan()
        #expect(Set(together.moves.map(\.disk)) == [Self.disk(0), Self.disk(1)] || together.moves.count == 1)
        let apart = balancer(3, [(0, 1, 300), (1, 1, 10)]).plan()
        #expect(apart.moves.isEmpty)
    }

    @Test func nothingMovesToASetThatIsNotWell() {
        let plan = balancer(3, [(0, nil, 300), (0, nil, 300)], conditions: [1: .degraded("lacks a copy")]).plan()
        #expect(plan.moves.map(\.target) == [Self.set(2)])
    }

    @Test func noSetIsEverOverfilledAndEveryPlanEvensOut() {
        var even = 0
        for seed in 0..<300 {
            var random = Seeded(state: UInt64(seed))
            let count = Int.random(in: 2...5, using: &random)
            var used = Array(repeating: Int64(0), count: count)
            let disks = (0..<60).compactMap { index -> (set: Int, vm: Int?, bytes: Int64)? in
                let set = min(Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
                let bytes = Int64.random(in: 1...60, using: &random)
                if used[set] + bytes > 1_000 { return nil }
                used[set] += bytes
                return (set, index % 3 == 0 ? index / 6 : nil, bytes)
            }
            let plan = balancer(count, disks).plan()
            #expect(plan.spreadAfter <= plan.spreadBefore && Set(plan.moves.map(\.disk)).count == plan.moves.count)
            for move in plan.moves {
                guard let index = disks.indices.first(where: { Self.disk($0) == move.disk }) else { continue }
                let target = (0..<count).first { Self.set($0) == move.target } ?? 0
                used[disks[index].set] -= disks[index].bytes
                used[target] += disks[index].bytes
                #expect(used[target] <= 900)
            }
            let spread = Double((used.max() ?? 0) - (used.min() ?? 0)) / 1_000
            #expect(abs(spread - plan.spreadAfter) < 1e-9)
            even += spread <= 0.05 ? 1 : 0
        }
        #expect(even >= 285)
    }
}
