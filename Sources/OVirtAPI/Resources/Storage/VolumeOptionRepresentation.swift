package import MortarModel

/// Mortar's own: an option of a replica set's volume, as it is and as Mortar wants it.
package struct VolumeOptionRepresentation: Resource {
    package static let element = "volume_option"
    package static let collection = "volume_options"
    package static let path = "volumeoptions"

    package var id: String?
    package var href: String?
    package var name: String?
    package var replicaSet: Reference?
    /// What is set; nil for GlusterFS's default.
    package var value: String?
    /// What Mortar wants; nil where it does not care.
    package var wanted: String?
    /// `as_wanted`, `differs`, `yours`, or `glusterfs` for what GlusterFS sets itself.
    package var state: String?
    /// Why Mortar wants it.
    package var reason: String?
    /// Why it is not to be changed once there are images; nil where it may be.
    package var hazard: String?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        try coder.value("value", &value)
        try coder.value("wanted", &wanted)
        try coder.value("state", &state)
        try coder.value("reason", &reason)
        try coder.value("hazard", &hazard)
        try coder.object("replica_set", &replicaSet)
    }
}
