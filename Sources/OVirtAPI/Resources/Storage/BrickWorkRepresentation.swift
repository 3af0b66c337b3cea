package import MortarModel

/// Mortar's own: what is being done to a brick of a replica set.
package struct BrickWorkRepresentation: Representation {
    /// As users read it: `h2:/dev/sdb is being replaced by h4:/dev/sdc`.
    package var text: String?
    package var oldBrick: BrickRepresentation?
    package var newBrick: BrickRepresentation?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.object("new_brick", &newBrick)
        try coder.object("old_brick", &oldBrick)
        try coder.value("text", &text)
    }
}
