package import Foundation
package import MortarModel

/// Mortar's own: how the heal of a replica set goes on.
package struct HealRepresentation: Representation {
    /// Entries that bricks lack, and that wait or are being healed; those in split-brain are counted apart.
    package var pending: Int?
    /// Entries of which GlusterFS cannot tell which copy is right.
    package var splitBrain: Int?
    /// Entries per second by which less waits.
    package var rate: Double?
    /// In seconds.
    package var remaining: Int?
    /// Nothing has been healed for ten minutes.
    package var isStalled: Bool?
    /// Of the last half hour.
    package var samples: [HealSampleRepresentation]?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("pending", &pending)
        try coder.value("rate", &rate)
        try coder.value("remaining", &remaining)
        try coder.list("samples", of: "sample", &samples)
        try coder.value("split_brain", &splitBrain)
        try coder.value("stalled", &isStalled)
    }
}

/// What waited at one moment.
package struct HealSampleRepresentation: Representation {
    package var time: Date?
    package var pending: Int?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("pending", &pending)
        try coder.value("time", &time)
    }
}
