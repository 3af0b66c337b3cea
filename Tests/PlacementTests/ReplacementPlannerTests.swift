import MortarModel
import Placement
import Testing

@Suite struct ReplacementPlannerTests {
    private static let set = ReplicaSet(
        name: "data-1", storageDomainID: .init(rawValue: "d"), redundancy: .threeCopies,
        bricks: ["h1", "h2", "h3"].map {
            Brick(id: .init(rawValue: $0), hostID: .init(rawValue: $0), device: "/dev/sdb", size: .gibibytes(8))
        })
    private let planner = ReplacementPlanner(replacing: set.bricks[1], of: set)

    private func device(
        _ host: String, _ device: String = "/dev/sdc", size: Int64 = 8, isSpare: Bool = false, load: Int = 1
    ) -> ReplacementPlanner.Candidate {
        .init(
            hostID: .init(rawValue: host), device: device, size: .gibibytes(size), isSpare: isSpare, load: load)
    }

    @Test func neverTakesAHostThatHasAnotherCopy() {
        #expect(planner.choose(from: [device("h1"), device("h3", isSpare: true)]) == nil)
    }

    @Test func neverTakesASmallerDevice() {
        #expect(planner.choose(from: [device("h2", size: 7)]) == nil)
    }

    @Test func prefersASpareThenTheSameHostThenTheLeastLoaded() {
        let (spare, own) = (device("h5", isSpare: true, load: 9), device("h2", load: 9))
        let (idle, busy) = (device("h6", load: 2), device("h4", load: 10))
        #expect(planner.choose(from: [busy, idle, own, spare]) == spare)
        #expect(planner.choose(from: [busy, idle, own]) == own)
        #expect(planner.choose(from: [busy, idle]) == idle)
    }

    @Test func takesTheSmallestOfAHostsDevicesThatFit() {
        let devices = [device("h2", "/dev/sdd", size: 100), device("h2", "/dev/sde", size: 9)]
        #expect(planner.choose(from: devices)?.device == "/dev/sde")
    }

    @Test func anArbiterNeedsRoomForItsSetsShardsButNoMoreThanItHad() {
        var set = Self.set
        set.bricks[1].isArbiter = true
        #expect(
            ReplacementPlanner(replacing: set.bricks[1], of: set).neededSize == ArbiterSize.needed(for: set.capacity))
        set.bricks[1].size = .mebibytes(300)
        #expect(ReplacementPlanner(replacing: set.bricks[1], of: set).neededSize == .mebibytes(300))
    }

    // MARK: Zones

    private func planner(_ zones: [String: String]) -> ReplacementPlanner {
        let labels = zones.map { (HostID(rawValue: $0), Zone(rawValue: $1)!) }
        return ReplacementPlanner(
            replacing: Self.set.bricks[1], of: Self.set, zones: HostZones(Dictionary(uniqueKeysWithValues: labels)))
    }

    @Test func aZoneOfItsOwnCountsMoreThanASpareOrTheSameHost() {
        let planner = planner(["h1": "a", "h2": "a", "h4": "a", "h3": "b", "h5": "c"])
        let (own, spare, apart) = (device("h2"), device("h4", isSpare: true), device("h5", load: 9))
        #expect(planner.choose(from: [own, spare, apart]) == apart)
        #expect(planner.neighbours(of: apart.hostID) == [])
    }

    @Test func aSharedZoneIsTakenWhenThereIsNothingElse() {
        let planner = planner(["h1": "a", "h3": "b", "h4": "a"])
        let shared = device("h4")
        #expect(planner.choose(from: [shared]) == shared)
        #expect(planner.neighbours(of: shared.hostID) == [HostID(rawValue: "h1")])
    }

    /// Against a definition that knows no order: nothing unfit, and a shared zone only where no fit device is elsewhere.
    @Test(arguments: 0..<300)
    func choosesADistinctHostAlwaysAndADistinctZoneWheneverThereIsOne(seed: UInt64) {
        var random = Seeded(state: seed)
        let names = (1...7).map { "h\($0)" }
        var zones: [String: String] = [:]
        for name in names { zones[name] = ["a", "b", "c", nil].randomElement(using: &random)! }
        let candidates = (0..<Int.random(in: 0...6, using: &random)).map { index in
            device(
                names.randomElement(using: &random)!, "/dev/d\(index)", size: Int64.random(in: 6...10, using: &random),
                isSpare: Bool.random(using: &random), load: Int.random(in: 0...3, using: &random))
        }
        let fit = candidates.filter { !["h1", "h3"].contains($0.hostID.rawValue) && $0.size >= .gibibytes(8) }
        let others = Set(["h1", "h3"].map { zones[$0] ?? $0 })
        let apart = fit.filter { !others.contains(zones[$0.hostID.rawValue] ?? $0.hostID.rawValue) }
        let choice = planner(zones).choose(from: candidates)
        #expect((choice == nil) == fit.isEmpty)
        if let choice { #expect((apart.isEmpty ? fit : apart).contains(choice)) }
    }
}
