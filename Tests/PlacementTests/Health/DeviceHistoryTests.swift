import Foundation
import MortarModel
import Placement
import Testing

@Suite struct DeviceHistoryTests {
    private func sample(_ seconds: TimeInterval, reallocated: Int = 0, temperature: Int = 30) -> DeviceMeasurements {
        DeviceMeasurements(
            taken: Date(timeIntervalSince1970: 1_700_000_000 + seconds), passed: true, temperature: temperature,
            reallocatedSectors: reallocated)
    }

    private func add(
        _ new: DeviceMeasurements, _ history: [DeviceMeasurements], isNews: Bool = false
    ) -> [DeviceMeasurements]? {
        DeviceHistory.adding(new, to: history, isNews: isNews)
    }

    @Test func keepsOneADayOfADeviceThatDoesNotChange() {
        #expect(add(sample(0), [])?.count == 1)
        #expect(add(sample(3600, temperature: 50), [sample(0)]) == nil)
        #expect(add(sample(86_400), [sample(0)])?.count == 2)
    }

    @Test func keepsEachChangeButNotEverySecondOfADyingDevice() {
        #expect(add(sample(600, reallocated: 1), [sample(0)])?.count == 2)
        #expect(add(sample(30, reallocated: 1), [sample(0)]) == nil)
        #expect(add(sample(30, reallocated: 1), [sample(0)], isNews: true)?.count == 2)
        #expect(add(sample(0, reallocated: 1), [sample(0)], isNews: true) == nil)
    }

    @Test func keepsNothingOfADeviceThatTellsNothing() {
        #expect(add(DeviceMeasurements(taken: .now, obstacle: "no SMART"), []) == nil)
    }

    @Test func keepsNothingOfADiskThatSleepsNow() {
        let asleep = DeviceMeasurements(taken: sample(90_000).taken, kernelErrors: 0, obstacle: "It sleeps.")
        #expect(add(asleep, [sample(0)]) == nil)
        #expect(add(asleep, [])?.count == 1)
    }

    @Test func isBoundedAndReaches30DaysBack() throws {
        var history: [DeviceMeasurements] = []
        for step in 0..<5_000 { history = add(sample(Double(step) * 1_000, reallocated: step), history) ?? history }
        #expect(history.count <= 100)
        let (oldest, newest) = (try #require(history.first), try #require(history.last))
        let age = newest.taken.timeIntervalSince(oldest.taken) / 86_400
        #expect(age > 28 && age <= 30)
        #expect(history.map(\.taken) == history.map(\.taken).sorted())
    }

    @Test func forgetsWhatAClockOfTheFutureTold() {
        #expect(
            add(sample(0), [sample(-90_000), sample(500_000)])?.map(\.taken)
                == [sample(-90_000), sample(0)].map(\.taken))
    }
}
