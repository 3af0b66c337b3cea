package import MortarModel

/// Mortar's own: the verdict on a device.
package struct DeviceHealthRepresentation: Representation {
    /// `unknown`, `healthy`, `worn`, `failing` or `failed`.
    package var verdict: String?
    /// The gravest first.
    package var reasons: [String]?
    /// Until its rated life is used up, at the pace of its history.
    package var daysLeft: Int?
    package var measurements: MeasurementsRepresentation?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("verdict", &verdict)
        try coder.words("reasons", of: "reason", &reasons)
        try coder.value("days_left", &daysLeft)
        try coder.object("measurements", &measurements)
    }
}
