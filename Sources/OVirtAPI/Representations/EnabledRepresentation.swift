package import MortarModel

/// Something that is either on or off.
package struct EnabledRepresentation: Representation {
    package var enabled: Bool?
    /// In percent, where it is on from a threshold.
    package var threshold: Int?
    /// Where it is on by degrees.
    package var priority: Int?

    package init() {}

    package init(_ enabled: Bool, threshold: Int? = nil, priority: Int? = nil) {
        self.enabled = enabled
        self.threshold = threshold
        self.priority = priority
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("enabled", &enabled)
        try coder.value("priority", &priority)
        try coder.value("threshold", &threshold)
    }
}
