/// NVMe's SMART / Health Information log (NVM Express Base Specification 2.0, 5.16.1.3).
public struct NVMeHealth: Sendable, Hashable {
    /// A bit field: 0 spare below its threshold, 1 temperature, 2 reliability degraded, 3 read-only, 4 backup of volatile memory
    /// failed, 5 persistent memory region unreliable.
    public var criticalWarning: Int?
    /// In degrees Celsius.
    public var temperature: Int?
    /// Percent of the spare blocks that are left.
    public var spare: Int?
    /// Percent below which bit 0 of the warning is set.
    public var spareThreshold: Int?
    /// Percent of the rated life; 255 stands for all above 254.
    public var percentageUsed: Int?
    /// Unrecovered data integrity errors.
    public var mediaErrors: Int?
    public var powerOnHours: Int?
}

extension NVMeHealth: Decodable {
    enum CodingKeys: String, CodingKey {
        case criticalWarning, temperature, percentageUsed, mediaErrors, powerOnHours
        case spare = "availableSpare"
        case spareThreshold = "availableSpareThreshold"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Int? { try values.decodeIfPresent(Number.self, forKey: key)?.value }
        criticalWarning = try number(.criticalWarning)
        temperature = try number(.temperature)
        spare = try number(.spare)
        spareThreshold = try number(.spareThreshold)
        percentageUsed = try number(.percentageUsed)
        mediaErrors = try number(.mediaErrors)
        powerOnHours = try number(.powerOnHours)
    }
}
