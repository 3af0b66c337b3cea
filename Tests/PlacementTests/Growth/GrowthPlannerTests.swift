import MortarModel
import Placement
import Testing

@Suite struct GrowthPlannerTests {
    /// Three hosts of two devices each, all in two sets that hold 300 and 500 GiB; more hosts of two blank devices.
    private func threeHosts(and more: Int, zones: String? = nil) -> GrowthCase {
        var growth = GrowthCase(Array(repeating: 2, count: 3 + more), zones: zones)
        growth.addSet(on: [0, 1, 2], used: 300)
        growth.addSet(on: [0, 1, 2], used: 500)
        return growth
    }

    private func plan(_ growth: GrowthCase) -> GrowthPlan {
        let plan = GrowthPlanner(growth.layout).plan()
        PlanReplay(plan, of: growth.layout, "\(growth)")
        return plan
    }

    @Test func aFourthHostWithTwoDevicesIsOneDeviceShortOfASet() {
        let plan = plan(threeHosts(and: 1))
        #expect(plan.steps.isEmpty && plan.unused.count == 2)
        #expect(
            plan.remarks == [
                "h3:/dev/d0, h3:/dev/d1 stay unused: a replica set takes 3 devices on 3 hosts. Add a device on a new host"
                    + " for one more set."
            ])
    }

    @Test func aFourthHostWithThreeDevicesGetsTwoBricksAndASetOfItsOwn() {
        var growth = GrowthCase([2, 2, 2, 3])
        growth.addSet(on: [0, 1, 2], used: 300)
        growth.addSet(on: [0, 1, 2], used: 500)
        let plan = plan(growth)
        // One host frees a device for each brick that moves, and the new host gives one of its own: 2 moves, one of each set.
        #expect(plan.newSets.count == 1 && plan.moves.count == 2 && plan.bytes == .gibibytes(800))
        #expect(Set(plan.moves.map(\.set)).count == 2 && plan.unused.isEmpty)
        #expect(plan.capacityBefore == .gibibytes(2_000) && plan.capacityAfter == .gibibytes(3_000))
    }

    @Test func aFifthHostMakesAThirdSetByOneMoveOfTheEmptierSet() {
        let plan = plan(threeHosts(and: 2))
        #expect(plan.newSets.count == 1 && plan.moves.map(\.set.rawValue) == ["s0"])
        #expect(plan.bytes == .gibibytes(300) && plan.unused.count == 1 && plan.isOptimal)
    }

    @Test func aSixthHostAfterThatMakesAFourthSet() {
        var growth = GrowthCase([2, 2, 2, 2, 2, 2])
        growth.addSet(on: [1, 2, 3], used: 300)
        growth.addSet(on: [0, 1, 2], used: 500)
        growth.addSet(on: [0, 3, 4], used: 100)
        // h4 and h5 have three blank devices: two sets would need six, one takes one of each and one that is freed.
        let plan = plan(growth)
        #expect(plan.newSets.count == 1 && plan.moves.map(\.set.rawValue) == ["s2"])
        #expect(plan.bytes == .gibibytes(100) && plan.unused.isEmpty)
    }

    @Test func threeNewHostsBecomeSetsWithoutAByteMoved() {
        let plan = plan(threeHosts(and: 3))
        #expect(plan.newSets.count == 2 && plan.moves.isEmpty && plan.unused.isEmpty && plan.remarks.isEmpty)
    }

    @Test func oneDiskMoreInTwoHostsOfThreeLacksThatOfTheThird() {
        var growth = GrowthCase([3, 3, 2])
        growth.addSet(on: [0, 1, 2], used: 300)
        growth.addSet(on: [0, 1, 2], used: 500)
        let plan = plan(growth)
        #expect(plan.steps.isEmpty)
        #expect(
            plan.remarks == [
                "h0:/dev/d0, h1:/dev/d0 stay unused: a replica set takes 3 devices on 3 hosts. Add a device on another"
                    + " host for one more set."
            ])
    }

    @Test func whileAFullCopyMovesTwoOthersServe() throws {
        let move = try #require(plan(threeHosts(and: 2)).moves.first)
        #expect(move.tolerance.readOnlyHosts.count == 2 && move.tolerance.onlyCopy == nil)
        #expect(move.tolerance.stoppingHosts.isEmpty && move.toleranceAfter.bearableHosts == 1)
    }

    // MARK: Arbiter

    @Test func anArbiterMovesRatherThanAFullCopy() throws {
        var growth = GrowthCase([2, 1, 1, 2], redundancy: .twoCopiesAndArbiter)
        growth.addSet(on: [0, 1, 2], used: 640)
        let plan = plan(growth)
        let move = try #require(plan.moves.first)
        #expect(plan.newSets.count == 1 && plan.moves.count == 1 && move.old.isArbiter)
        #expect(plan.bytes == .mebibytes(80) && move.tolerance.onlyCopy == nil)
    }

    @Test func besideAnArbiterOneCopyServesAloneWhileTheOtherMoves() throws {
        var growth = GrowthCase([1, 1, 2, 2], redundancy: .twoCopiesAndArbiter)
        growth.addSet(on: [0, 1, 2], used: 640)
        let plan = plan(growth)
        let move = try #require(plan.moves.first)
        let other = growth.sets[0].bricks.first { !$0.isArbiter && $0.id != move.old.id }
        #expect(plan.newSets.count == 1 && plan.moves.count == 1 && !move.old.isArbiter)
        #expect(move.tolerance.onlyCopy == other?.hostID && move.tolerance.stoppingHosts == [other?.hostID])
        #expect(move.tolerance.bearableHosts == 0 && move.toleranceAfter.bearableHosts == 1)
    }

    // MARK: Zones

    @Test func copiesStayInDistinctZones() {
        let plan = plan(threeHosts(and: 2, zones: "abcab"))
        // Another set needs a device in zone c, which only bricks of zone c could free.
        #expect(plan.steps.isEmpty)
        #expect(plan.remarks.first?.hasSuffix("Add a device in another zone for one more set.") == true)
    }
}
