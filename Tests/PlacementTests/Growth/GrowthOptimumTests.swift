import MortarModel
import Placement
import Testing

/// Plans beside the best of all layouts, for devices of one size.
@Suite struct GrowthOptimumTests {
    private func growth(_ seed: Int) -> GrowthCase {
        var random = Seeded(state: UInt64(seed))
        return GrowthCase(hosts: 1...6, devices: (seed % 2)...3, using: &random)
    }

    @Test func noLayoutHasMoreSetsNorAsManyWithFewerBytes() {
        var withMoves = 0
        for growth in (0..<3_000).map(growth) {
            let plan = GrowthPlanner(growth.layout).plan()
            PlanReplay(plan, of: growth.layout, "\(growth)")
            let optimum = LayoutSearch(growth.layout).optimum()
            #expect(plan.newSets.count == optimum.newSets && plan.bytes == optimum.bytes, "\(growth)")
            #expect(plan.isOptimal && plan.capacityAfter >= plan.capacityBefore)
            withMoves += plan.moves.isEmpty ? 0 : 1
        }
        #expect(withMoves > 100)
    }

    @Test func noLayoutEmptiesAHostWithFewerBytes() {
        var emptied = 0
        for growth in (0..<1_500).map(growth) where growth.redundancy != .oneCopy {
            let hosts: Set = [GrowthCase.host(0)]
            let least = LayoutSearch(growth.layout).leastBytes(emptying: hosts)
            do throws(Failure) {
                let plan = try ShrinkPlanner(growth.layout).plan(emptying: hosts)
                let replay = PlanReplay(plan, of: growth.layout, "\(growth)")
                #expect(replay.bricks.values.joined().allSatisfy { !hosts.contains($0.hostID) }, "\(growth)")
                #expect(plan.bytes == least && plan.unused.allSatisfy { !hosts.contains($0.hostID) }, "\(growth)")
                emptied += plan.moves.isEmpty ? 0 : 1
            } catch {
                #expect(least == nil && error.code == .noCapacity, "\(growth)")
            }
        }
        #expect(emptied > 100)
    }
}
