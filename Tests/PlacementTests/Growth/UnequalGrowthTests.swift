import MortarModel
import Placement
import Testing

/// Growth with devices of several sizes.
@Suite struct UnequalGrowthTests {
    /// - Parameters:
    ///   - sizes: in GiB, of the blank devices of each host.
    ///   - sets: hosts and sizes of bricks, and what they hold.
    private func layout(
        _ sizes: [[Int64]], sets: [(bricks: [(Int, Int64)], used: Int64)] = [], _ redundancy: Redundancy = .threeCopies
    ) -> StorageLayout {
        let devices = sizes.enumerated().flatMap { host, sizes in
            sizes.enumerated().map {
                StorageLayout.Device(
                    hostID: GrowthCase.host(host), device: "/dev/d\($0)", size: .gibibytes($1))
            }
        }
        let filled = sets.enumerated().map { index, set in
            let bricks = set.bricks.enumerated().map { place, brick in
                Brick(
                    hostID: GrowthCase.host(brick.0), device: "/dev/b\(index)", size: .gibibytes(brick.1),
                    isArbiter: redundancy == .twoCopiesAndArbiter && place == 2)
            }
            return FilledSet(
                id: ReplicaSetID(rawValue: "s\(index)"), name: "s\(index)", bricks: bricks, used: .gibibytes(set.used))
        }
        return StorageLayout(redundancy: redundancy, sets: filled, devices: devices)
    }

    private func plan(_ layout: StorageLayout) -> GrowthPlan {
        let plan = GrowthPlanner(layout).plan()
        PlanReplay(plan, of: layout)
        return plan
    }

    @Test func likeSizesFormSets() {
        let plan = plan(layout([[8_000, 4_000], [4_000, 8_000], [8_000, 4_000]]))
        #expect(plan.capacityAfter == .gibibytes(12_000) && plan.wasted == .zero && !plan.isOptimal)
    }

    @Test func smallDevicesDoNotSpoilLargeOnes() {
        let plan = plan(layout([[8_000], [8_000], [8_000], [1_000], [1_000], [1_000]]))
        #expect(plan.capacityAfter == .gibibytes(9_000))
    }

    @Test func wasteIsReported() {
        let plan = plan(layout([[8_000], [8_000], [4_000]]))
        #expect(plan.wasted == .gibibytes(8_000))
        #expect(
            plan.remarks == ["7.8 TiB of the new sets' devices stay unused, as devices of one set differ in size."])
    }

    @Test func aBrickMovesOnlyToADeviceThatHoldsItsSet() {
        let set = (bricks: [(0, Int64(4_000)), (1, 4_000), (2, 4_000)], used: Int64(100))
        let small = plan(layout([[], [4_000], [], [1_000, 1_000]], sets: [set]))
        #expect(small.newSets.isEmpty && small.moves.isEmpty)
        let large = plan(layout([[], [4_000], [], [4_000, 4_000]], sets: [set]))
        #expect(large.newSets.count == 1 && large.bytes == .gibibytes(100))
    }

    @Test func aSmallArbiterMovesToASmallDevice() {
        let set = (bricks: [(0, Int64(4_000)), (1, 4_000), (2, 100)], used: Int64(640))
        let plan = plan(layout([[], [100], [], [100, 100]], sets: [set], .twoCopiesAndArbiter))
        #expect(plan.newSets.count == 1 && plan.moves.map(\.old.isArbiter) == [true])
        #expect(plan.bytes == ArbiterSize.copied(of: .gibibytes(640)))
    }

    @Test func smallDevicesBecomeArbitersOfLargeOnes() {
        let plan = plan(layout([[8_000], [8_000], [8_000], [8_000], [20], [10]], .twoCopiesAndArbiter))
        #expect(plan.capacityAfter == .gibibytes(16_000) && plan.wasted == .zero)
        let arbiters = plan.newSets.compactMap(\.bricks.last)
        #expect(arbiters.count == 2 && arbiters.allSatisfy { $0.isArbiter })
        #expect(arbiters.map(\.hostID) == [GrowthCase.host(5), GrowthCase.host(4)])
    }

    @Test func aDeviceTooSmallForAnArbiterIsNone() {
        let plan = plan(layout([[8_000], [8_000], [1]], .twoCopiesAndArbiter))
        #expect(plan.newSets.isEmpty && plan.unused.count == 3)
    }

    @Test func anArbiterNeedsLittle() {
        #expect(ArbiterSize.copied(of: .gibibytes(640)) == .mebibytes(80))
        #expect(ArbiterSize.needed(for: .gibibytes(640)) == .mebibytes(592))
    }

    @Test func randomSizesNeverBreakAPlan() {
        var moved = 0
        for seed in 0..<1_000 {
            var random = Seeded(state: UInt64(seed))
            let growth = GrowthCase(hosts: 3...8, devices: 1...4, using: &random)
            var layout = growth.layout
            let sizes: [Int64] = [100, 1_000, 1_010, 4_000]
            for index in layout.devices.indices {
                layout.devices[index].size = .gibibytes(sizes.randomElement(using: &random)!)
            }
            for (set, brick) in layout.sets.indices.flatMap({ set in layout.sets[set].bricks.indices.map { (set, $0) } }
            ) {
                layout.sets[set].bricks[brick].size = .gibibytes(sizes[1...].randomElement(using: &random)!)
            }
            let plan = GrowthPlanner(layout).plan()
            PlanReplay(plan, of: layout, "\(growth)")
            #expect(plan.capacityAfter >= plan.capacityBefore)
            moved += plan.moves.isEmpty ? 0 : 1
        }
        #expect(moved > 50)
    }
}
