package import Foundation
package import MortarModel

/// Mortar's own: what a device told of its condition at one moment.
package struct MeasurementsRepresentation: Representation {
    package var taken: Date?
    package var passed: Bool?
    /// NVMe's bit field.
    package var criticalWarning: Int?
    package var failingAttributes: [String]?
    /// In degrees Celsius.
    package var temperature: Int?
    /// In percent.
    package var wear: Int?
    /// In percent.
    package var spare: Int?
    /// In percent.
    package var spareThreshold: Int?
    package var mediaErrors: Int?
    package var reallocatedSectors: Int?
    package var pendingSectors: Int?
    package var powerOnHours: Int?
    package var kernelErrors: Int?
    package var obstacle: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("taken", &taken)
        try coder.value("passed", &passed)
        try coder.value("critical_warning", &criticalWarning)
        try coder.words("failing_attributes", of: "failing_attribute", &failingAttributes)
        try coder.value("temperature", &temperature)
        try coder.value("wear", &wear)
        try coder.value("spare", &spare)
        try coder.value("spare_threshold", &spareThreshold)
        try coder.value("media_errors", &mediaErrors)
        try coder.value("reallocated_sectors", &reallocatedSectors)
        try coder.value("pending_sectors", &pendingSectors)
        try coder.value("power_on_hours", &powerOnHours)
        try coder.value("kernel_errors", &kernelErrors)
        try coder.value("obstacle", &obstacle)
    }
}
