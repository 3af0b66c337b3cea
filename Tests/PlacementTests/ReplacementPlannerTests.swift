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

    @Test func anArbiterNeedsNoMoreThanItHad() {
        var set = Self.set
        set.bricks[1].isArbiter = true
        set.bricks[1].size = .gibibytes(1)
        #expect(ReplacementPlanner(replacing: set.bricks[1], of: set).neededSize == .gibibytes(1))
    }
}
