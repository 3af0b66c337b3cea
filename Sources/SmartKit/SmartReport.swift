/// What a device tells of its own health; nil and empty is what it, or its kind, does not tell.
public struct SmartReport: Sendable, Hashable {
    public var status: SmartStatus
    /// The device's own overall assessment.
    public var passed: Bool?
    /// In degrees Celsius.
    public var temperature: Int?
    public var powerOnHours: Int?
    public var nvme: NVMeHealth?
    /// Of ATA devices.
    public var attributes: [ATAAttribute]
    /// Of SCSI devices: blocks that were replaced since the device was made.
    public var grownDefects: Int?
    /// Of SCSI devices: of reads, writes and verifications together.
    public var uncorrectedErrors: Int?
    /// Percent of the rated life, where the device tells it in its standard's own words.
    public var enduranceUsed: Int?

    init(_ answer: SmartAnswer, status: SmartStatus) {
        self.status = status
        passed = answer.smartStatus?.passed
        nvme = answer.nvmeSmartHealthInformationLog
        temperature = answer.temperature?.current?.value ?? nvme?.temperature
        powerOnHours = answer.powerOnTime?.hours?.value ?? nvme?.powerOnHours
        attributes = answer.ataSmartAttributes?.table ?? []
        grownDefects = answer.scsiGrownDefectList?.value
        uncorrectedErrors = answer.scsiErrorCounterLog?.uncorrected
        enduranceUsed =
            nvme?.percentageUsed ?? answer.scsiPercentageUsedEnduranceIndicator?.value
            ?? answer.enduranceUsed?.currentPercent?.value
    }

    /// Whether there is nothing in it to judge a device by.
    var isSilent: Bool {
        passed == nil && nvme == nil && attributes.isEmpty && grownDefects == nil && uncorrectedErrors == nil
            && enduranceUsed == nil
    }
}
