package import Foundation
package import MortarModel

/// Mortar's own: a file of a volume of which GlusterFS cannot tell which copy is right.
package struct SplitBrainRepresentation: Resource {
    package static let element = "split_brain"
    package static let collection = "split_brains"
    package static let path = "splitbrains"

    /// The identity of the file in GlusterFS.
    package var id: String?
    package var href: String?
    /// The file's path in the volume, or its identity where that is not known.
    package var name: String?
    /// The disk whose image it is.
    package var disk: Linked<DiskRepresentation>?
    /// Shards that are in split-brain, the file itself included.
    package var parts: Int?
    /// What each brick has, in the volume's order.
    package var versions: [SplitBrainVersionRepresentation]?

    package init() {}

    /// - Parameter volume: the address of its volume.
    package init(id: String, volume: String) {
        self.id = id
        href = "\(volume)/\(Self.path)/\(id)"
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("name", &name)
        coder.actions(["resolve"])
        try coder.object("disk", &disk)
        try coder.value("parts", &parts)
        try coder.list("versions", of: "version", &versions)
    }
}

/// What one brick has of a file in split-brain.
package struct SplitBrainVersionRepresentation: Representation {
    package var host: Linked<HostRepresentation>?
    /// As GlusterFS calls it.
    package var brick: String?
    package var isArbiter: Bool?
    /// In bytes, of the parts that are in split-brain.
    package var size: Int64?
    /// When it was last written, by its host's clock.
    package var modified: Date?
    /// How many bricks, itself included, have the same.
    package var agreeing: Int?
    /// Whether it can be taken.
    package var isWhole: Bool?

    package init() {}

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("agreeing", &agreeing)
        try coder.value("arbiter", &isArbiter)
        try coder.value("brick", &brick)
        try coder.object("host", &host)
        try coder.value("modified", &modified)
        try coder.value("size", &size)
        try coder.value("whole", &isWhole)
    }
}

/// What decides which version of a file in split-brain is right.
package enum SplitBrainPolicyChoice: String, Sendable, CaseIterable {
    case majority
    case newest
    case manual
}
