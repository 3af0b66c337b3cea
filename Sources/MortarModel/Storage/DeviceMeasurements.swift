package import Foundation

/// What a device tells of its own condition, and what its host saw go wrong with it, at one moment.
///
/// Every value is nil where the device, or its kind, does not tell it.
package struct DeviceMeasurements: Sendable, Hashable, Codable {
    /// By the host's clock.
    package var taken: Date
    /// The device's own overall assessment; one that says `passed` may have failed all the same.
    package var passed: Bool?
    /// NVMe's critical warning, a bit field (NVM Express Base Specification, SMART / Health Information log page).
    package var criticalWarning: Int?
    /// Names of ATA attributes that are below their thresholds now.
    package var failingAttributes: [String]
    /// In degrees Celsius.
    package var temperature: Int?
    /// Percent of its rated life that is used up; may exceed 100.
    package var wear: Int?
    /// Percent of its spare blocks that are left.
    package var spare: Int?
    /// Percent below which the maker says that the device is about to fail.
    package var spareThreshold: Int?
    /// Errors that the device could not correct, since it was made.
    package var mediaErrors: Int?
    /// Sectors that were replaced by spare ones.
    package var reallocatedSectors: Int?
    /// Sectors that could not be read and wait for a decision.
    package var pendingSectors: Int?
    package var powerOnHours: Int?
    /// Reads and writes that failed, as the kernel counted or told them, since the host booted.
    package var kernelErrors: Int?
    /// Why the device cannot be asked, in the tool's words.
    package var obstacle: String?

    package init(
        taken: Date, passed: Bool? = nil, criticalWarning: Int? = nil, failingAttributes: [String] = [],
        temperature: Int? = nil, wear: Int? = nil, spare: Int? = nil, spareThreshold: Int? = nil,
        mediaErrors: Int? = nil, reallocatedSectors: Int? = nil, pendingSectors: Int? = nil,
        powerOnHours: Int? = nil, kernelErrors: Int? = nil, obstacle: String? = nil
    ) {
        self.taken = taken
        self.passed = passed
        self.criticalWarning = criticalWarning
        self.failingAttributes = failingAttributes
        self.temperature = temperature
        self.wear = wear
        self.spare = spare
        self.spareThreshold = spareThreshold
        self.mediaErrors = mediaErrors
        self.reallocatedSectors = reallocatedSectors
        self.pendingSectors = pendingSectors
        self.powerOnHours = powerOnHours
        self.kernelErrors = kernelErrors
        self.obstacle = obstacle
    }
}
