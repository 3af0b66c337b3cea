import AgentAPI
import EngineCore
import Foundation
import Testing

@Suite struct HealProgressTests {
    static func summary(_ pending: Int?, splitBrain: Int = 0) -> HealSummary {
        let brick = VolumeBrick(host: "h1", directory: "/b")
        let other = VolumeBrick(host: "h2", directory: "/b")
        return HealSummary(bricks: [
            .init(
                brick: brick, isConnected: pending != nil, pending: pending, splitBrain: pending.map { _ in splitBrain }
            ),
            .init(brick: other, isConnected: true, pending: 0, splitBrain: 0),
        ])
    }

    /// - Parameter samples: seconds and entries that wait; nil for a summary that lacks a brick.
    func progress(_ samples: (Double, Int?)...) -> HealProgress {
        samples.reduce(into: HealProgress()) { progress, sample in
            progress.add(Self.summary(sample.1), at: Date(timeIntervalSince1970: sample.0))
        }
    }

    @Test func theRateIsWhatBecameLessSinceMostWaited() {
        let progress = progress((0, 0), (10, 60), (20, 100), (30, 80), (40, 60))
        #expect(progress.rate == 2)
        #expect(progress.remaining == 30)
    }

    @Test func nothingIsSaidOfTheEndOfAHealThatGrows() {
        let progress = progress((0, 10), (10, 20), (20, 30))
        #expect(progress.rate == nil && progress.remaining == nil)
        #expect(self.progress((0, 10)).rate == nil)
        #expect(HealProgress().rate == nil)
    }

    @Test func aHealedSetHasNothingToWaitFor() {
        #expect(progress((0, 10), (10, 0)).remaining == nil)
    }

    @Test func theRateForgetsWhatIsLongerAgoThanItsWindow() {
        let progress = progress((0, 1000), (600, 100), (700, 50))
        #expect(progress.rate == 0.5)
    }

    @Test func aHealIsStalledAfterTenMinutesWithoutAnEntryLess() {
        #expect(!progress((0, 5), (300, 5), (599, 5)).isStalled)
        #expect(progress((0, 5), (300, 5), (600, 5)).isStalled)
        #expect(progress((0, 5), (300, 7), (600, 6), (1199, 6)).isStalled == false)
        #expect(progress((0, 5), (300, 7), (600, 6), (1200, 6)).isStalled)
    }

    @Test func aHealThatBeginsLateIsNotStalledAtOnce() {
        #expect(!progress((0, 0), (300, 0), (700, 5), (800, 5)).isStalled)
    }

    @Test func aStalledHealMovesAgainWithTheFirstEntryLess() {
        #expect(!progress((0, 5), (600, 5), (610, 4)).isStalled)
        #expect(!progress((0, 5), (600, 5), (610, 0)).isStalled)
        #expect(progress((0, 5), (600, 5), (610, 6)).isStalled)
    }

    @Test func anOutageIsNoStandstillAndEndsNone() {
        #expect(!progress((0, 5), (300, nil), (700, 5)).isStalled)
        #expect(progress((0, 5), (600, 5), (610, nil), (620, 5)).isStalled)
        #expect(progress((0, 5), (10, nil)).samples.isEmpty)
    }

    @Test func splitBrainsAreNotWaitedFor() {
        var progress = HealProgress()
        for time in [0.0, 600, 1200] {
            progress.add(Self.summary(3, splitBrain: 3), at: Date(timeIntervalSince1970: time))
        }
        #expect(!progress.isStalled)
        #expect(progress.samples.map(\.pending) == [0, 0, 0])
    }

    @Test func aClockThatIsSetBackBeginsAnew() {
        #expect(progress((1000, 5), (10, 5)).samples.isEmpty)
    }

    @Test func halfAnHourIsKept() {
        var progress = HealProgress()
        for time in stride(from: 0.0, through: 7200, by: 10) {
            progress.add(Self.summary(9), at: Date(timeIntervalSince1970: time))
        }
        #expect(progress.samples.count == 181)
        #expect(progress.samples.last?.bricks == [9, 0])
    }
}
