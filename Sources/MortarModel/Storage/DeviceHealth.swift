/// The verdict on a device, with the reasons for it.
package struct DeviceHealth: Sendable, Hashable, Codable {
    /// From best to worst; `unknown` where nothing is told.
    package enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case unknown, healthy
        /// Near the end of its life: to be replaced in the coming weeks.
        case worn
        /// About to fail: its data is moved away while it still works.
        case failing
        /// Does not do its work any more.
        case failed
    }

    package var verdict: Verdict
    /// As users read them, the gravest first; empty for a healthy device.
    package var reasons: [String]

    package init(_ verdict: Verdict, reasons: [String] = []) {
        self.verdict = verdict
        self.reasons = reasons
    }
}
