package import MortarModel

/// A file on a volume.
package struct ImageReference: Sendable, Hashable, Codable {
    package var volume: String
    /// Below the volume's root, as `images/ID.raw`.
    package var path: String

    package init(volume: String, path: String) {
        self.volume = volume
        self.path = path
    }
}

/// An image to be made or filled.
package struct ImageRequest: Sendable, Hashable, Codable {
    package var reference: ImageReference
    package var size: ByteCount

    package init(reference: ImageReference, size: ByteCount) {
        self.reference = reference
        self.size = size
    }
}
