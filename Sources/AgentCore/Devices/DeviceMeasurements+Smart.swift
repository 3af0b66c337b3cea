import Foundation
import MortarModel
import SmartKit

extension DeviceMeasurements {
    init(_ report: SmartReport, taken: Date) {
        self.init(
            taken: taken, passed: report.passed, criticalWarning: report.nvme?.criticalWarning,
            failingAttributes: report.failingAttributes, temperature: report.temperature, wear: report.wear,
            spare: report.spare, spareThreshold: report.spareThreshold, mediaErrors: report.mediaErrors,
            reallocatedSectors: report.reallocatedSectors, pendingSectors: report.pendingSectors,
            powerOnHours: report.powerOnHours)
    }

    /// Whether a device tells the same of itself but for what changes all the time.
    func saysTheSame(as other: DeviceMeasurements?) -> Bool {
        guard var other else { return false }
        other.taken = taken
        other.temperature = temperature
        other.powerOnHours = powerOnHours
        return self == other
    }
}
