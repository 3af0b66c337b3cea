import MortarModel

extension DeviceHealthRules {
    /// How much of its life a device has used up.
    static func enduranceFindings(_ measurements: DeviceMeasurements, _ trend: DeviceTrend) -> [HealthFinding] {
        wearFindings(measurements, trend) + spareFindings(measurements)
    }

    private static func wearFindings(_ measurements: DeviceMeasurements, _ trend: DeviceTrend) -> [HealthFinding] {
        guard let wear = measurements.wear else { return [] }
        let text = "Of its rated life \(wear) % are used up."
        if wear >= HealthThresholds.usedUp.limit { return [HealthFinding(HealthThresholds.usedUp, text)] }
        if wear >= HealthThresholds.worn.limit { return [HealthFinding(HealthThresholds.worn, text)] }
        guard let days = trend.daysOfLife, days <= Double(HealthThresholds.wornSoon.limit) else { return [] }
        return [HealthFinding(HealthThresholds.wornSoon, "\(text) At this pace it lasts \(Int(days)) days.")]
    }

    /// A device that has all its spare blocks is not near its end, whatever its threshold is said to be.
    private static func spareFindings(_ measurements: DeviceMeasurements) -> [HealthFinding] {
        guard let spare = measurements.spare, spare < 100 else { return [] }
        // Emulated NVMe devices have no spare blocks and want none; one that has run out of them also says so in its warning.
        if spare == 0, measurements.spareThreshold == 0 { return [] }
        let threshold = measurements.spareThreshold == nil ? HealthThresholds.defaultSpare : HealthThresholds.spare
        let limit = (measurements.spareThreshold ?? 0) + threshold.limit
        guard spare <= limit else { return [] }
        return [HealthFinding(threshold, "Of its spare blocks \(spare) % are left, of at least \(limit) %.")]
    }
}
