package import MortarModel

/// Mortar's own: what more copies of a storage domain would take, or has begun to do.
package struct CopiesPlanRepresentation: Representation {
    /// How many copies are kept in the end.
    package var redundancy: RedundancyChoice?
    /// In the order in which they are made; each has an old brick where an arbiter leaves for it.
    package var copies: [BrickMoveRepresentation]?
    /// What is copied by all of them, in bytes.
    package var bytes: Int64?
    /// How fast heals copied when that was last measured, in bytes in a second; nil where it never was.
    package var healRate: Int64?
    /// How long the copying takes at that rate; nil where it is not known.
    package var seconds: Int?
    /// Sentences about zones.
    package var remarks: [RemarkRepresentation]?
    /// Whether it would be begun now.
    package var isAllowed: Bool?
    /// What the storage has against the first of the copies.
    package var refusals: [RefusalRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("allowed", &isAllowed)
        try coder.value("bytes", &bytes)
        try coder.list("copies", of: "copy", &copies)
        try coder.value("heal_rate", &healRate)
        try coder.choice("redundancy", &redundancy)
        try coder.list("refusals", of: "refusal", &refusals)
        try coder.list("remarks", of: "remark", &remarks)
        try coder.value("seconds", &seconds)
    }
}
