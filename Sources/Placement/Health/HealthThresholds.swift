import MortarModel

/// All limits that the verdict on a device is made of; `docs/operator/device-health.md` shows them to users.
package enum HealthThresholds {
    package static let all: [HealthThreshold] = [
        selfAssessment, criticalWarning, readOnly, failingAttributes, spare, defaultSpare, usedUp, worn, wornSoon,
        mediaErrors, mediaErrorsGrown, pending, pendingGrown, reallocated, reallocatedGrown, kernelErrors,
        kernelErrorsGrown, hotDisk, hotFlash,
    ]

    // MARK: What the device says itself

    package static let selfAssessment = HealthThreshold(
        measure: "the device's own assessment says failed", limit: 1, unit: "", verdict: .failing,
        source: "ATA ACS-4, SMART RETURN STATUS; smartctl(8): the device predicts its own failure within 24 hours.")
    package static let criticalWarning = HealthThreshold(
        measure: "bits of NVMe's critical warning but those of temperature and of the persistent memory region",
        limit: 1, unit: "", verdict: .failing,
        source: "NVM Express Base Specification, SMART / Health Information: too few spare blocks, reliability "
            + "degraded by media errors, volatile memory backup failed.")
    package static let readOnly = HealthThreshold(
        measure: "bit of NVMe's critical warning: the media is read-only", limit: 1, unit: "", verdict: .failed,
        source: "NVM Express Base Specification, SMART / Health Information: no write succeeds any more.")
    package static let failingAttributes = HealthThreshold(
        measure: "ATA attributes below the maker's threshold", limit: 1, unit: "", verdict: .failing,
        source: "smartctl(8): an attribute that is FAILING_NOW predicts failure within 24 hours.")

    // MARK: Endurance

    package static let spare = HealthThreshold(
        measure: "spare blocks left beyond the device's own threshold", limit: 0, isFloor: true, unit: "%",
        verdict: .failing,
        source: "NVM Express Base Specification, Available Spare Threshold.")
    package static let defaultSpare = HealthThreshold(
        measure: "spare blocks left, where the device tells no threshold", limit: 10, isFloor: true, unit: "%",
        verdict: .failing,
        source: "The threshold that most makers of NVMe devices set.")
    package static let usedUp = HealthThreshold(
        measure: "rated life used up", limit: 100, unit: "%", verdict: .failing,
        source: "NVM Express Base Specification, Percentage Used; JEDEC JESD218: beyond its rated endurance a device "
            + "need not keep data.")
    package static let worn = HealthThreshold(
        measure: "rated life used up", limit: 90, unit: "%", verdict: .worn,
        source: "Mortar's choice: a tenth of its life is time enough to buy another.")
    package static let wornSoon = HealthThreshold(
        measure: "days until the rated life is used up, at the pace of the history", limit: 60, isFloor: true,
        unit: "days",
        verdict: .worn, source: "Mortar's choice: as long as an order may take.")

    // MARK: Counters

    package static let mediaErrors = HealthThreshold(
        measure: "errors that could not be corrected", limit: 1, unit: "", verdict: .worn,
        source: "Backblaze, What SMART Stats Tell Us About Hard Drives (2016): SMART 187 and 198 above zero.")
    package static let mediaErrorsGrown = HealthThreshold(
        measure: "more errors that could not be corrected than 24 hours ago", limit: 1, unit: "", verdict: .failing,
        source: "Pinheiro et al., Failure Trends in a Large Disk Drive Population (FAST 2007): after a first scan "
            + "error 39 times as likely to fail within 60 days.")
    package static let pending = HealthThreshold(
        measure: "sectors that cannot be read", limit: 1, unit: "", verdict: .worn,
        source: "Backblaze (2016): SMART 197 above zero.")
    package static let pendingGrown = HealthThreshold(
        measure: "more sectors that cannot be read than 24 hours ago", limit: 1, unit: "", verdict: .failing,
        source: "Pinheiro et al. (FAST 2007): after a first probational sector 16 times as likely to fail within 60 "
            + "days.")
    package static let reallocated = HealthThreshold(
        measure: "replaced sectors", limit: 1, unit: "", verdict: .worn,
        source: "Backblaze (2016): SMART 5 above zero.")
    package static let reallocatedGrown = HealthThreshold(
        measure: "more replaced sectors than 24 hours ago", limit: 1, unit: "", verdict: .failing,
        source: "Pinheiro et al. (FAST 2007): after a first reallocation 14 times as likely to fail within 60 days.")
    package static let kernelErrors = HealthThreshold(
        measure: "reads and writes that failed more than 24 hours ago", limit: 10, unit: "", verdict: .worn,
        source: "Mortar's choice: a cable may be to blame as well as the device.")
    package static let kernelErrorsGrown = HealthThreshold(
        measure: "reads and writes that failed in the last 24 hours", limit: 10, unit: "", verdict: .failing,
        source: "Mortar's choice: a single one is retried, many are not chance.")

    // MARK: Temperature

    package static let hotDisk = HealthThreshold(
        measure: "temperature of a disk that rotates", limit: 60, unit: "°C", verdict: .healthy,
        source: "The limit of operation in the makers' data sheets of 3.5-inch disks.")
    package static let hotFlash = HealthThreshold(
        measure: "temperature of a device that does not rotate", limit: 70, unit: "°C", verdict: .healthy,
        source: "The limit of operation in most makers' data sheets of SSDs.")
}
