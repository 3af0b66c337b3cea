import MortarModel
import Placement
import Testing

@Suite struct BrickPlannerTests {
    private func candidates(_ devicesPerHost: [Int], size: (Int, Int) -> Int64 = { _, _ in 8 }) -> [BrickPlanner
        .Candidate]
    {
        devicesPerHost.enumerated().flatMap { host, count in
            (0..<count).map { device in
                .init(
                    hostID: HostID(rawValue: "h\(host)"), device: "/dev/d\(device)",
                    size: .gibibytes(size(host, device)))
            }
        }
    }

    @Test func threeEqualHostsGiveOneSetPerDevice() {
        let plan = BrickPlanner(redundancy: .threeCopies).plan(candidates([2, 2, 2]))
        #expect(plan.sets.count == 2)
        #expect(plan.unused.isEmpty)
        #expect(plan.sets.map { $0.bricks[0].hostID.rawValue } == ["h0", "h1"])
    }

    @Test func aSingleHostGivesOneSetPerDevice() {
        let plan = BrickPlanner(redundancy: .oneCopy).plan(candidates([3]))
        #expect(plan.sets.map(\.bricks.count) == [1, 1, 1])
    }

    @Test func theArbiterIsTheSmallestAndLast() throws {
        let plan = BrickPlanner(redundancy: .twoCopiesAndArbiter)
            .plan(candidates([1, 1, 1]) { host, _ in host == 1 ? 1 : 8 })
        let bricks = try #require(plan.sets.first).bricks
        #expect(bricks.map(\.isArbiter) == [false, false, true])
        #expect(bricks[2].hostID.rawValue == "h1")
    }

    @Test func twoHostsCannotKeepThreeCopies() {
        let plan = BrickPlanner(redundancy: .threeCopies).plan(candidates([4, 4]))
        #expect(plan.sets.isEmpty)
        #expect(plan.unused.count == 8)
    }

    /// For sets of k from distinct hosts, the most possible is the largest n with Σ min(devices, n) ≥ k·n.
    @Test(arguments: 0..<200)
    func findsAsManySetsAsPossibleOnDistinctHosts(seed: UInt64) {
        var random = Seeded(state: seed)
        let counts = (0..<Int.random(in: 1...6, using: &random)).map { _ in Int.random(in: 0...5, using: &random) }
        let plan = BrickPlanner(redundancy: .threeCopies).plan(candidates(counts))
        let most = (0...counts.reduce(0, +)).last { n in counts.map { min($0, n) }.reduce(0, +) >= 3 * n } ?? 0
        #expect(plan.sets.count == most, "\(counts)")
        #expect(plan.sets.allSatisfy { Set($0.bricks.map(\.hostID)).count == 3 })
        let used = plan.sets.flatMap(\.bricks).map { "\($0.hostID)\($0.device)" }
        #expect(Set(used).count == used.count)
        #expect(used.count + plan.unused.count == counts.reduce(0, +))
    }
}

/// SplitMix64, so that a failing case can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
