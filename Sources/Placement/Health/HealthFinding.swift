import MortarModel

/// One thing that was found about a device.
struct HealthFinding: Sendable, Hashable {
    /// What a device is at least for it; `healthy` where it is only remarked.
    var verdict: DeviceHealth.Verdict
    /// As users read it.
    var reason: String

    init(_ threshold: HealthThreshold, _ reason: String) {
        verdict = threshold.verdict
        self.reason = reason
    }

    /// A remark that changes no verdict.
    init(remark: String) {
        verdict = .healthy
        reason = remark
    }
}
