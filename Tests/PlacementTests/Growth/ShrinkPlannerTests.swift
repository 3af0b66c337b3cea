import MortarModel
import Placement
import Testing

@Suite struct ShrinkPlannerTests {
    /// Five hosts of two devices each with three sets; one device of h4 is blank.
    private var fiveHosts: GrowthCase {
        var growth = GrowthCase([2, 2, 2, 2, 2])
        growth.addSet(on: [0, 1, 2], used: 300)
        growth.addSet(on: [0, 1, 3], used: 500)
        growth.addSet(on: [2, 3, 4], used: 100)
        return growth
    }

    private func shrunk(
        _ growth: GrowthCase, without hosts: Int..., removing sets: [ReplicaSetID] = []
    ) throws -> GrowthPlan {
        let plan = try ShrinkPlanner(growth.layout).plan(emptying: Set(hosts.map(GrowthCase.host)), removing: sets)
        PlanReplay(plan, of: growth.layout)
        return plan
    }

    @Test func aHostIsEmptiedOntoBlankDevicesOfOthers() throws {
        var growth = GrowthCase([2, 1, 1, 1])
        growth.addSet(on: [0, 1, 2], used: 300)
        let plan = try shrunk(growth, without: 1)
        #expect(plan.bytes == .gibibytes(300) && plan.moves.map(\.new.hostID) == [GrowthCase.host(3)])
        #expect(plan.capacityAfter == plan.capacityBefore && plan.unused.map(\.hostID) == [GrowthCase.host(0)])
    }

    @Test func anotherSetsBrickMakesWay() throws {
        // The set on h0 has a brick on h3, where the only blank device is; a brick of another set goes there.
        var growth = GrowthCase([1, 2, 2, 2, 1])
        growth.addSet(on: [0, 1, 3], used: 300)
        growth.addSet(on: [1, 2, 4], used: 70)
        let full = try shrunk(growth, without: 0)
        #expect(full.bytes == .gibibytes(300))
        growth = GrowthCase([1, 2, 1, 2, 0])
        growth.addSet(on: [0, 1, 3], used: 300)
        growth.addSet(on: [1, 2, 3], used: 70)
        let error = #expect(throws: Failure.self) { try shrunk(growth, without: 0) }
        #expect(error?.code == .noCapacity)
        growth = GrowthCase([1, 2, 2, 2])
        growth.addSet(on: [0, 1, 3], used: 300)
        growth.addSet(on: [1, 2, 3], used: 70)
        #expect(try shrunk(growth, without: 0).moves.count == 1)
    }

    @Test func saysWhatIsMissing() {
        let error = #expect(throws: Failure.self) { try shrunk(fiveHosts, without: 0) }
        #expect(
            error?.description
                == "1 brick of h0 would have no place. Bricks of s0, s1 are there; 1 blank device is left elsewhere."
                + " Add 1 device of at least 1000 GiB on hosts that have no brick of these sets, or remove a replica set"
                + " first.")
    }

    @Test func aRemovedSetsDevicesTakeTheBricksOfAHost() throws {
        let plan = try shrunk(fiveHosts, without: 4, removing: [ReplicaSetID(rawValue: "s2")])
        #expect(plan.steps == [.remove(ReplicaSetID(rawValue: "s2"))])
        #expect(plan.capacityAfter == .gibibytes(2_000) && plan.unused.count == 2)
        let more = try shrunk(fiveHosts, without: 0, removing: [ReplicaSetID(rawValue: "s0")])
        #expect(more.steps.first == .remove(ReplicaSetID(rawValue: "s0")))
        #expect(more.bytes == .gibibytes(500) && more.moves.count == 1)
    }

    @Test func aSingleCopyCannotMove() {
        var growth = GrowthCase([1, 1], redundancy: .oneCopy)
        growth.addSet(on: [0], used: 300)
        let error = #expect(throws: Failure.self) { try shrunk(growth, without: 0) }
        #expect(error?.code == .conflict)
    }
}
