package import MortarModel

/// A value from which on a device gets a verdict, with where it comes from.
package struct HealthThreshold: Sendable, Hashable {
    /// What is compared, as users read it.
    package var measure: String
    /// In the measure's unit.
    package var limit: Int
    /// Whether values up to the limit are bad, not those from it on.
    package var isFloor = false
    /// `%`, `°C`, `days`, or empty for a plain number.
    package var unit: String
    /// What a device is at least when the limit is reached; `healthy` where it is only remarked.
    package var verdict: DeviceHealth.Verdict
    package var source: String

    /// What is bad, as `≥ 90 %`.
    package var limitText: String { "\(isFloor ? "≤" : "≥") \(limit)" + (unit.isEmpty ? "" : " \(unit)") }
}

extension DeviceHealth.Verdict {
    /// What a finding of this verdict is called: one that does not make a device less than healthy is a remark.
    package var findingName: String { self == .healthy ? "remark" : rawValue }
}
