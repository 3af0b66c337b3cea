import MortarModel

extension DeviceHealthRules {
    /// What has gone wrong so often, and lately.
    static func counterFindings(_ measurements: DeviceMeasurements, _ trend: DeviceTrend) -> [HealthFinding] {
        counters.compactMap { counter in
            let total = measurements[keyPath: counter.value] ?? 0
            let growth = trend.growth(of: counter.value)
            if growth >= counter.grown.limit {
                return HealthFinding(counter.grown, "\(counter.words): \(total), \(growth) more than a day before.")
            }
            return total >= counter.total.limit ? HealthFinding(counter.total, "\(counter.words): \(total).") : nil
        } + kernelFindings(measurements, trend)
    }

    /// The kernel counts from its start: what it counted before is as old as the host's last boot.
    private static func kernelFindings(
        _ measurements: DeviceMeasurements, _ trend: DeviceTrend
    ) -> [HealthFinding] {
        guard let total = measurements.kernelErrors, total > 0 else { return [] }
        let growth = trend.growth(of: \.kernelErrors, startsAnew: true)
        let text = "Reads and writes that failed since the host started: \(total), \(growth) of them in a day."
        if growth >= HealthThresholds.kernelErrorsGrown.limit {
            return [HealthFinding(HealthThresholds.kernelErrorsGrown, text)]
        }
        if total >= HealthThresholds.kernelErrors.limit {
            return [HealthFinding(HealthThresholds.kernelErrors, text)]
        }
        return [HealthFinding(remark: text)]
    }

    private struct Counter: Sendable {
        var words: String
        var value: any KeyPath<DeviceMeasurements, Int?> & Sendable
        var total: HealthThreshold
        var grown: HealthThreshold
    }

    private static let counters = [
        Counter(
            words: "Errors that it could not correct", value: \.mediaErrors, total: HealthThresholds.mediaErrors,
            grown: HealthThresholds.mediaErrorsGrown),
        Counter(
            words: "Sectors that cannot be read", value: \.pendingSectors, total: HealthThresholds.pending,
            grown: HealthThresholds.pendingGrown),
        Counter(
            words: "Replaced sectors", value: \.reallocatedSectors, total: HealthThresholds.reallocated,
            grown: HealthThresholds.reallocatedGrown),
    ]
}
