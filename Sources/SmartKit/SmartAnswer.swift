/// The parts of `smartctl --json --all` that matter; each kind of device has some of them. Names are those of the JSON, which has
/// them with underscores.
struct SmartAnswer: Decodable {
    struct Tool: Decodable {
        struct Message: Decodable {
            var string: String
            var severity: String?
        }
        var exitStatus: Int?
        var messages: [Message]?

        /// The errors, or all that it said where there are none.
        var words: String {
            let all = messages ?? []
            let errors = all.filter { $0.severity == "error" }
            return (errors.isEmpty ? all : errors).map(\.string).joined(separator: "; ")
        }
    }
    struct Support: Decodable {
        var available: Bool?
        var enabled: Bool?
    }
    struct Verdict: Decodable {
        var passed: Bool?
    }
    struct Temperature: Decodable {
        var current: Number?
    }
    struct PowerOnTime: Decodable {
        var hours: Number?
    }
    struct ATAAttributes: Decodable {
        var table: [ATAAttribute]?
    }
    struct SCSIErrors: Decodable {
        struct Counter: Decodable {
            var totalUncorrectedErrors: Number?
        }
        var read: Counter?
        var write: Counter?
        var verify: Counter?

        /// Nil where no counter is told.
        var uncorrected: Int? {
            let told = [read, write, verify].compactMap { $0?.totalUncorrectedErrors?.value }
            return told.isEmpty ? nil : told.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        }
    }
    struct Percentage: Decodable {
        var currentPercent: Number?
    }

    var smartctl: Tool?
    var smartSupport: Support?
    var smartStatus: Verdict?
    var temperature: Temperature?
    var powerOnTime: PowerOnTime?
    var nvmeSmartHealthInformationLog: NVMeHealth?
    var ataSmartAttributes: ATAAttributes?
    var scsiGrownDefectList: Number?
    var scsiErrorCounterLog: SCSIErrors?
    var scsiPercentageUsedEnduranceIndicator: Number?
    /// Since version 7.4, for all kinds of devices.
    var enduranceUsed: Percentage?

    var reasonForSilence: String {
        if smartSupport?.available == true, smartSupport?.enabled == false {
            return "SMART is switched off in the device"
        }
        return "the device has no SMART"
    }
}

/// A count that may be larger than can be told: NVMe counts with 128 bits.
struct Number: Decodable {
    var value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            value = try container.decode(Int.self)
        } catch {
            let large = try container.decode(Double.self)
            value = Int(exactly: large.rounded()) ?? (large < 0 ? 0 : Int.max)
        }
    }
}
