import Foundation
import MortarModel
import Placement
import Testing

@Suite struct DeviceHealthTests {
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    private func health(
        _ now: DeviceMeasurements, before history: [DeviceMeasurements] = [], isRotational: Bool = false
    ) -> DeviceHealth {
        DeviceHealthRules.health(of: now, history: history, isRotational: isRotational)
    }

    private func sample(hoursAgo hours: Double = 0, _ set: (inout DeviceMeasurements) -> Void) -> DeviceMeasurements {
        var sample = DeviceMeasurements(taken: Self.now.addingTimeInterval(-hours * 3600), passed: true)
        set(&sample)
        return sample
    }

    @Test func aDeviceThatPassesAndCountsNothingIsHealthy() {
        let disk = sample { ($0.reallocatedSectors, $0.pendingSectors, $0.mediaErrors, $0.temperature) = (0, 0, 0, 35) }
        #expect(health(disk, isRotational: true) == DeviceHealth(.healthy))
    }

    @Test func nothingIsKnownOfADeviceThatTellsNothing() {
        let silent = DeviceMeasurements(taken: Self.now, obstacle: "Unknown USB bridge")
        #expect(
            health(silent)
                == DeviceHealth(.unknown, reasons: ["Its condition cannot be asked for: Unknown USB bridge"]))
        // That the kernel saw no error yet makes no device healthy.
        #expect(health(DeviceMeasurements(taken: Self.now, kernelErrors: 0)).verdict == .unknown)
        #expect(health(DeviceMeasurements(taken: Self.now, kernelErrors: 3)).verdict == .unknown)
    }

    @Test func countersAreBelievedMoreThanThePassedOfTheDevice() {
        #expect(health(sample { $0.pendingSectors = 3 }).verdict == .worn)
        #expect(health(sample { $0.reallocatedSectors = 1 }).verdict == .worn)
        #expect(health(sample { $0.mediaErrors = 1 }).verdict == .worn)
    }

    @Test(arguments: [1, 4, 16, 64]) func criticalWarningsAreFailing(bit: Int) {
        #expect(health(sample { ($0.criticalWarning, $0.passed) = (bit, false) }).verdict == .failing)
    }

    @Test func readOnlyMediaHaveFailed() {
        let device = sample { ($0.criticalWarning, $0.passed) = (0b1100, false) }
        #expect(health(device).verdict == .failed)
        #expect(health(device).reasons.first == "It is read-only: no write succeeds any more.")
    }

    /// smartctl calls every NVMe device with any critical warning failed.
    @Test func aHotDeviceIsOnlyRemarked() {
        let warned = health(sample { ($0.criticalWarning, $0.passed) = (0b10, false) })
        #expect(warned.verdict == .healthy && warned.reasons.count == 1)
        #expect(health(sample { $0.temperature = 65 }).reasons.isEmpty)
        let disk = health(sample { $0.temperature = 65 }, isRotational: true)
        #expect(disk == DeviceHealth(.healthy, reasons: ["It is hot: 65 °C, of at most 60 °C."]))
    }

    @Test func aDeviceThatPredictsItsFailureIsFailing() {
        #expect(health(sample { $0.passed = false }).verdict == .failing)
        #expect(health(sample { $0.failingAttributes = ["Raw_Read_Error_Rate"] }).verdict == .failing)
    }

    @Test func wearAndSparesDecideNearTheEnd() {
        #expect(health(sample { $0.wear = 89 }).verdict == .healthy)
        #expect(health(sample { $0.wear = 90 }).verdict == .worn)
        #expect(health(sample { $0.wear = 104 }).verdict == .failing)
        #expect(health(sample { ($0.spare, $0.spareThreshold) = (11, 10) }).verdict == .healthy)
        #expect(health(sample { ($0.spare, $0.spareThreshold) = (10, 10) }).verdict == .failing)
        #expect(health(sample { $0.spare = 5 }).verdict == .failing)
        #expect(health(sample { ($0.spare, $0.spareThreshold) = (100, 100) }).verdict == .healthy)
        #expect(health(sample { ($0.spare, $0.spareThreshold) = (0, 0) }).verdict == .healthy)
    }

    @Test func aDeviceThatIsSilentNowIsWhatItWas() {
        let before = [sample(hoursAgo: 30) { $0.wear = 80 }, sample(hoursAgo: 10) { $0.wear = 92 }]
        let silent = DeviceMeasurements(taken: Self.now, kernelErrors: 0, obstacle: "It sleeps.")
        let health = health(silent, before: before)
        #expect(health.verdict == .worn)
        #expect(health.reasons.last == "Its condition cannot be asked for: It sleeps.")
    }

    // MARK: Trends

    @Test func aCounterThatGrewWithinADayIsFailing() {
        let before = [
            sample(hoursAgo: 30) { $0.reallocatedSectors = 8 }, sample(hoursAgo: 2) { $0.reallocatedSectors = 8 },
        ]
        #expect(health(sample { $0.reallocatedSectors = 8 }, before: before).verdict == .worn)
        let grown = health(sample { $0.reallocatedSectors = 9 }, before: before.reversed())
        #expect(grown == DeviceHealth(.failing, reasons: ["Replaced sectors: 9, 1 more than a day before."]))
    }

    @Test func growthOfLastWeekIsOver() {
        let before = [sample(hoursAgo: 200) { $0.mediaErrors = 1 }, sample(hoursAgo: 25) { $0.mediaErrors = 40 }]
        #expect(health(sample { $0.mediaErrors = 40 }, before: before).verdict == .worn)
    }

    @Test func kernelErrorsOfANewBootAreNew() {
        let before = [sample(hoursAgo: 5) { $0.kernelErrors = 500 }]
        #expect(health(sample { $0.kernelErrors = 500 }, before: before).verdict == .worn)
        #expect(health(sample { $0.kernelErrors = 12 }, before: before).verdict == .failing)
        #expect(health(sample { $0.kernelErrors = 2 }, before: before).verdict == .healthy)
    }

    @Test func samplesOfTheFutureAreNotLookedAt() {
        let future = [sample(hoursAgo: -5) { $0.mediaErrors = 0 }]
        #expect(health(sample { $0.mediaErrors = 7 }, before: future).verdict == .worn)
    }

    @Test func wearIsForecastFromItsPace() throws {
        let before = [sample(hoursAgo: 240) { $0.wear = 60 }]
        let trend = DeviceTrend(sample { $0.wear = 70 }, before)
        #expect(trend.wearPerDay == 1)
        #expect(trend.daysOfLife == 30)
        let health = health(sample { $0.wear = 70 }, before: before)
        #expect(health.verdict == .worn)
        #expect(health.reasons == ["Of its rated life 70 % are used up. At this pace it lasts 30 days."])
    }

    @Test func twoDaysTellNoPace() {
        #expect(DeviceTrend(sample { $0.wear = 70 }, [sample(hoursAgo: 48) { $0.wear = 60 }]).daysOfLife == nil)
        #expect(DeviceTrend(sample { $0.wear = 70 }, [sample(hoursAgo: 480) { $0.wear = 69 }]).daysOfLife == nil)
    }

    @Test func theGravestReasonComesFirst() {
        let health = health(sample { ($0.wear, $0.temperature, $0.criticalWarning) = (95, 90, 1) })
        #expect(health.verdict == .failing && health.reasons.count == 3)
        #expect(health.reasons.first == "It has too few spare blocks left.")
        #expect(health.reasons.last == "It is hot: 90 °C, of at most 70 °C.")
        #expect(health.adding(.failed, "Gone.").reasons.first == "Gone.")
        #expect(health.adding(.worn, "Old.").verdict == .failing)
    }
}
