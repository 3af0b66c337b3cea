package import MortarModel

/// The verdict on a device, from what it tells now and what it told before.
///
/// A device that says `passed` is not believed: every counter is looked at for itself. The limits are in
/// ``HealthThresholds``.
package enum DeviceHealthRules {
    /// - Parameters:
    ///   - measurements: the newest.
    ///   - history: older ones, in any order; those that were taken later are not looked at.
    ///   - isRotational: for the limit of the temperature.
    package static func health(
        of measurements: DeviceMeasurements, history: [DeviceMeasurements] = [], isRotational: Bool = false
    ) -> DeviceHealth {
        let measurements = measurements.completed(from: history)
        guard measurements.isTelling else { return DeviceHealth(.unknown, reasons: silence(measurements)) }
        let trend = DeviceTrend(measurements, history)
        let findings =
            ownFindings(measurements) + enduranceFindings(measurements, trend) + counterFindings(measurements, trend)
            + temperatureFindings(measurements, isRotational: isRotational)
        let sorted = findings.enumerated().sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
        let worst = sorted.first?.element.verdict ?? .healthy
        let known: DeviceHealth.Verdict = measurements.isJudgeable ? .healthy : .unknown
        return DeviceHealth(
            worst > .healthy ? worst : known, reasons: sorted.map(\.element.reason) + silence(measurements))
    }

    private static func silence(_ measurements: DeviceMeasurements) -> [String] {
        measurements.obstacle.map { ["Its condition cannot be asked for: \($0)"] } ?? []
    }
}

extension DeviceHealth {
    /// The same with one more reason; a verdict never gets better by it.
    package func adding(_ verdict: Verdict, _ reason: String) -> DeviceHealth {
        let isGraver = verdict > self.verdict
        return DeviceHealth(
            isGraver ? verdict : self.verdict, reasons: isGraver ? [reason] + reasons : reasons + [reason])
    }
}

extension DeviceMeasurements {
    /// What a device that tells nothing now, because it sleeps or its tool is gone, told last.
    fileprivate func completed(from history: [DeviceMeasurements]) -> DeviceMeasurements {
        let told = history.filter { $0.taken < taken && $0.isJudgeable }.max { $0.taken < $1.taken }
        guard !isJudgeable, var completed = told else { return self }
        (completed.taken, completed.obstacle) = (taken, obstacle)
        (completed.temperature, completed.kernelErrors) = (temperature, kernelErrors)
        return completed
    }

    /// Whether anything at all is told.
    package var isTelling: Bool { isJudgeable || temperature != nil || kernelErrors != nil }

    /// Whether enough is told to call a device healthy: that the kernel saw no error is not enough.
    package var isJudgeable: Bool {
        passed != nil || criticalWarning != nil || !failingAttributes.isEmpty
            || [wear, spare, mediaErrors, reallocatedSectors, pendingSectors].contains { $0 != nil }
    }
}
