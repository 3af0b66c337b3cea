import MortarModel
import Placement
import Testing

/// Where more copies of replica sets go.
@Suite struct CopiesPlannerTests {
    private func plan(_ growth: GrowthCase, to redundancy: Redundancy = .threeCopies) throws -> CopiesPlan {
        var layout = growth.layout
        layout.redundancy = redundancy
        return try CopiesPlanner(layout).plan()
    }

    private func hosts(_ plan: CopiesPlan, of set: Int) -> Set<String> {
        Set(plan.copies.filter { $0.set.rawValue == "s\(set)" }.map(\.new.hostID.rawValue))
    }

    @Test func eachSetGetsTwoBricksOnTwoOtherHosts() throws {
        var growth = GrowthCase([2, 2, 2], redundancy: .oneCopy)
        growth.addSet(on: [0], used: 100)
        growth.addSet(on: [0], used: 200)
        let plan = try plan(growth)
        #expect(hosts(plan, of: 0) == ["h1", "h2"] && hosts(plan, of: 1) == ["h1", "h2"])
        #expect(plan.bytes == .gibibytes(600) && plan.remarks.isEmpty)
        #expect(plan.copies.map(\.toleranceAfter.bearableHosts) == [0, 1, 0, 1])
        #expect(plan.copies.map { $0.tolerance.onlyCopy?.rawValue } == ["h0", nil, "h0", nil])
    }

    /// The first set could take any two hosts, and would leave none for the second, did it choose alone.
    @Test func findsAWayForAllSetsWhereThereIsOne() throws {
        for seed in 0..<200 {
            var random = Seeded(state: UInt64(seed))
            var growth = GrowthCase((0..<5).map { _ in Int.random(in: 0...3, using: &random) }, redundancy: .oneCopy)
            for host in 0..<5 where growth.free[host] > 0 && Bool.random(using: &random) {
                growth.addSet(on: [host], used: 1)
            }
            let isPossible = Self.isPossible(growth.sets.map { $0.bricks[0].hostID.rawValue }, growth.free)
            do {
                let plan = try plan(growth)
                #expect(isPossible, "\(growth)")
                for set in growth.sets.indices {
                    #expect(hosts(plan, of: set).count == 2, "\(growth)")
                    #expect(!hosts(plan, of: set).contains(growth.sets[set].bricks[0].hostID.rawValue))
                }
                #expect(Set(plan.copies.map { "\($0.new.hostID)\($0.new.device)" }).count == plan.copies.count)
            } catch let failure as Failure {
                #expect(failure.code == .noCapacity && !isPossible, "\(growth): \(failure)")
            }
        }
    }

    /// Tries every pair of hosts for each set.
    private static func isPossible(_ owners: [String], _ free: [Int]) -> Bool {
        guard let owner = owners.first else { return true }
        for one in free.indices where free[one] > 0 && "h\(one)" != owner {
            for other in free.indices where other > one && free[other] > 0 && "h\(other)" != owner {
                var left = free
                left[one] -= 1
                left[other] -= 1
                if isPossible(Array(owners.dropFirst()), left) { return true }
            }
        }
        return false
    }

    @Test func copiesAreInDistinctZonesWhereThereAreEnough() throws {
        var growth = GrowthCase([1, 3, 1, 1], zones: "aabc", redundancy: .oneCopy)
        growth.addSet(on: [0], used: 1)
        #expect(hosts(try plan(growth), of: 0) == ["h2", "h3"])
        var narrow = GrowthCase([1, 1, 1], zones: "aab", redundancy: .oneCopy)
        narrow.addSet(on: [0], used: 1)
        let shared = try plan(narrow)
        #expect(hosts(shared, of: 0) == ["h1", "h2"] && shared.remarks.first?.contains("zone of its own") == true)
    }

    @Test func anArbiterTakesASmallDevice() throws {
        var growth = GrowthCase([1, 2, 2], redundancy: .oneCopy)
        growth.addSet(on: [0], used: 640)
        var layout = growth.layout
        layout.redundancy = .twoCopiesAndArbiter
        layout.devices.append(.init(hostID: GrowthCase.host(2), device: "/dev/small", size: .gibibytes(2)))
        let plan = try CopiesPlanner(layout).plan()
        #expect(plan.copies.map(\.new.isArbiter) == [false, true])
        #expect(plan.bytes == .gibibytes(640) + .mebibytes(80))
    }

    @Test func saysHowManyDevicesAreMissing() {
        var growth = GrowthCase([2, 1, 2], redundancy: .oneCopy)
        growth.addSet(on: [0], used: 1)
        growth.addSet(on: [0], used: 1)
        let failure = #expect(throws: Failure.self) { try plan(growth) }
        #expect(failure?.message == "1 device is missing for three copies.")
        #expect(failure?.cause?.contains("s0, s1: blank are h1:/dev/d0") == true, "\(failure as Any)")
    }

    @Test func saysHowManyHostsAreNeeded() {
        var growth = GrowthCase([1, 1], redundancy: .oneCopy)
        growth.addSet(on: [0], used: 1)
        let failure = #expect(throws: Failure.self) { try plan(growth) }
        #expect(failure?.message == "Three copies need bricks on 3 hosts." && failure?.code == .noCapacity)
    }
}
