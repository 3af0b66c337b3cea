package import MortarModel

/// Mortar's own: what a replica set bears.
package struct ToleranceRepresentation: Representation {
    /// As a sentence without its end.
    package var text: String?
    /// How many hosts, whichever they are, may be lost at once while it goes on serving.
    package var bearableHosts: Int?
    /// Hosts each of whose loss leaves reads, while writes may fail until they are back.
    package var readOnlyHosts: [Reference]?
    /// Hosts each of whose loss alone stops it until they are back.
    package var stoppingHosts: [Reference]?
    /// Zones whose loss stops it, or its writes, though that of each of their hosts alone does not.
    package var stoppingZones: [String]?
    /// The host whose disk has the only complete copy; nil where there are several.
    package var onlyCopy: Reference?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("bearable_hosts", &bearableHosts)
        try coder.object("only_copy", &onlyCopy)
        try coder.list("read_only_hosts", of: "host", &readOnlyHosts)
        try coder.list("stopping_hosts", of: "host", &stoppingHosts)
        try coder.words("stopping_zones", of: "zone", &stoppingZones)
        try coder.value("text", &text)
    }
}
