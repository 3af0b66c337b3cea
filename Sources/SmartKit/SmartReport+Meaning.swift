extension SmartReport {
    /// Names of ATA attributes that are at or below their thresholds now.
    public var failingAttributes: [String] { attributes.filter(\.isFailing).map(\.name) }

    /// Percent of the rated life that is used up; may exceed 100.
    public var wear: Int? {
        enduranceUsed ?? attributes.compactMap { Self.life.remainder(of: $0) }.min().map { 100 - $0 }
    }

    /// Percent of the spare blocks that are left.
    public var spare: Int? { nvme?.spare ?? attributes.lazy.compactMap { Self.reserve.remainder(of: $0) }.first }

    /// Percent of spare blocks below which the maker expects a failure.
    public var spareThreshold: Int? {
        nvme?.spareThreshold ?? attributes.first { Self.reserve.remainder(of: $0) != nil }?.threshold
    }

    /// Errors that the device could not correct: of ATA devices the larger of attribute 187, which counts them since the device was
    /// made, and 198, which counts sectors that the device's own tests could not read.
    public var mediaErrors: Int? {
        nvme?.mediaErrors ?? uncorrectedErrors ?? [187, 198].compactMap { raw($0, called: "ncor") }.max()
    }

    /// Sectors or blocks that were replaced by spare ones.
    public var reallocatedSectors: Int? { grownDefects ?? raw(5, called: "") }

    /// Sectors that could not be read and wait for a decision.
    public var pendingSectors: Int? { raw(197, called: "Pending") }

    /// The raw value of an attribute, if its name has this in it: some makers use the number for something else.
    private func raw(_ id: Int, called part: String) -> Int? {
        attributes.first { $0.id == id && (part.isEmpty || $0.name.contains(part)) }?.raw
    }

    /// What is left of a device's life, by smartmontools' drive database: Samsung and SK hynix (177, 173), Micron and Crucial (173,
    /// 202), Kingston, Phison and SandForce (231), Intel (233).
    private static let life = Remainder(names: [
        173: ["Wear_Leveling_Count"], 177: ["Wear_Leveling_Count"],
        202: ["Percent_Lifetime_Remain", "Perc_Rated_Life_Used"],
        231: ["SSD_Life_Left", "SSD_Life_Left_Perc", "Perc_Rated_Life_Remain"], 233: ["Media_Wearout_Indicator"],
    ])

    /// What is left of a device's spare blocks, likewise: Intel.
    private static let reserve = Remainder(names: [
        170: ["Available_Reservd_Space"], 232: ["Available_Reservd_Space"],
    ])
}

/// Attributes whose value goes from 100 down to the threshold as something is used up.
private struct Remainder {
    var names: [Int: Set<String>]

    /// In percent.
    func remainder(of attribute: ATAAttribute) -> Int? {
        guard names[attribute.id]?.contains(attribute.name) == true, let value = attribute.value else { return nil }
        return 0...100 ~= value ? value : nil
    }
}
