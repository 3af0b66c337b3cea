/// One of the attributes of an ATA device; what its number and its raw value mean is the maker's choice, which smartmontools'
/// drive database knows and tells by the name.
public struct ATAAttribute: Sendable, Hashable {
    public var id: Int
    public var name: String
    /// From 253 down to 1, mostly from 100 or 200: the lower, the worse.
    public var value: Int?
    public var threshold: Int?
    /// Whether the value is at or below the threshold now.
    public var isFailing: Bool
    /// The first number of the raw value as smartctl writes it: `36` of `36 (Min/Max 20/45)`.
    public var raw: Int?
}

extension ATAAttribute: Decodable {
    enum CodingKeys: String, CodingKey {
        case id, name, value, raw, whenFailed
        case threshold = "thresh"
    }

    private struct Raw: Decodable {
        var value: Number?
        var string: String?

        /// Several numbers may be packed into the value, but the text has them apart.
        var first: Int? {
            let digits = string?.prefix { $0.isASCII && $0.isNumber } ?? ""
            return Int(digits) ?? value?.value
        }
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(Int.self, forKey: .id)
        name = try values.decodeIfPresent(String.self, forKey: .name) ?? "attribute \(id)"
        value = try values.decodeIfPresent(Int.self, forKey: .value)
        threshold = try values.decodeIfPresent(Int.self, forKey: .threshold)
        isFailing = try values.decodeIfPresent(String.self, forKey: .whenFailed) == "now"
        raw = try values.decodeIfPresent(Raw.self, forKey: .raw)?.first
    }
}
