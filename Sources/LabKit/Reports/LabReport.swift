/// Where the progress of long parts is shown.
package protocol LabReport: Sendable {
    /// - Parameter fraction: from 0 to 1; nil when it is not known.
    func show(_ step: String, fraction: Double?) async
    func finish(_ step: String) async
}

/// Shows nothing.
package struct SilentReport: LabReport {
    package init() {}
    package func show(_ step: String, fraction: Double?) async {}
    package func finish(_ step: String) async {}
}
