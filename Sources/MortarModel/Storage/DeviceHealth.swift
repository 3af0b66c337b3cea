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
    /// As users read them, the gravest first. A healthy device may have some too, as that it is hot.
    package var reasons: [String]

    package init(_ verdict: Verdict, reasons: [String] = []) {
        self.verdict = verdict
        self.reasons = reasons
    }
}

extension DeviceHealth.Verdict: Comparable {
    /// By gravity.
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .unknown: 0
        case .healthy: 1
        case .worn: 2
        case .failing: 3
        case .failed: 4
        }
    }
}
