import Foundation
import MortarModel
import Placement
import Testing

/// What holds for whatever devices tell.
@Suite struct DeviceHealthProperties {
    /// One more bad finding, never a better one.
    private static let worsenings: [@Sendable (inout DeviceMeasurements) -> Void] = [
        { if $0.criticalWarning == nil { $0.passed = false } },
        { device in
            guard let warning = device.criticalWarning else { return }
            (device.criticalWarning, device.passed) = (warning | 1 << Int.random(in: 0...6), false)
        },
        { $0.failingAttributes.append("Spin_Retry_Count") },
        { $0.temperature = ($0.temperature ?? 30) + 40 },
        { $0.wear = ($0.wear ?? 0) + Int.random(in: 1...60) },
        { $0.spare = ($0.spare ?? 100) / 2 },
        { $0.mediaErrors = ($0.mediaErrors ?? 0) + 1 },
        { $0.reallocatedSectors = ($0.reallocatedSectors ?? 0) + 1 },
        { $0.pendingSectors = ($0.pendingSectors ?? 0) + 1 },
        { $0.kernelErrors = ($0.kernelErrors ?? 0) + Int.random(in: 1...20) },
    ]

    @Test(arguments: 0..<2_000) func aBadFindingNeverMakesAVerdictBetter(_: Int) {
        var device = Self.random(taken: Date(timeIntervalSince1970: 1_700_000_000))
        let history = (0..<Int.random(in: 0...6)).map { index in
            var older = Self.random(
                taken: device.taken.addingTimeInterval(Double(-index - 1) * .random(in: 600...90_000)))
            // Counters of the kernel that shrink are those of another boot, which a worse one may end.
            older.kernelErrors = 0
            return older
        }
        var verdict = DeviceHealthRules.health(of: device, history: history).verdict
        for _ in 0..<5 {
            let before = device
            Self.worsenings.randomElement()?(&device)
            let worse = DeviceHealthRules.health(of: device, history: history).verdict
            #expect(worse >= verdict, "\(before) became better as \(device) after \(history)")
            verdict = worse
        }
    }

    @Test(arguments: 0..<500) func everyVerdictBelowHealthyHasItsReason(_: Int) {
        let health = DeviceHealthRules.health(of: Self.random(taken: Date(timeIntervalSince1970: 0)))
        if health.verdict > .healthy { #expect(!health.reasons.isEmpty) }
    }

    private static func random(taken: Date) -> DeviceMeasurements {
        func some(_ range: ClosedRange<Int>) -> Int? { Bool.random() ? Int.random(in: range) : nil }
        var device = DeviceMeasurements(
            taken: taken, temperature: some(20...90), wear: some(0...110), spare: some(0...100),
            spareThreshold: some(0...20), mediaErrors: some(0...2), reallocatedSectors: some(0...2),
            pendingSectors: some(0...2), kernelErrors: some(0...20))
        device.criticalWarning = Int.random(in: 0...2) == 0 ? Int.random(in: 0...63) : some(0...0)
        device.passed = device.criticalWarning.map { $0 == 0 } ?? Bool.random()
        return device
    }
}
