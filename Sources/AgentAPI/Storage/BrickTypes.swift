package import MortarModel

/// A brick to be made.
package struct BrickRequest: Sendable, Hashable, Codable {
    /// Becomes the UUID of the file system, by which the brick is known again.
    package var id: BrickID
    package var device: String
    /// The user named this device to be wiped: whatever is on it is lost. Never true otherwise.
    package var wipe: Bool
    /// Of a RAID device, where the user knows it; otherwise the device itself is asked.
    package var stripe: StripeGeometry?

    package init(id: BrickID, device: String, wipe: Bool = false, stripe: StripeGeometry? = nil) {
        self.id = id
        self.device = device
        self.wipe = wipe
        self.stripe = stripe
    }
}

/// A brick that exists on a host.
package struct BrickFacts: Sendable, Hashable, Codable {
    package var id: BrickID
    package var device: String
    package var isMounted: Bool
    /// Usable bytes of the file system, 0 while it is not mounted.
    package var size: ByteCount
    package var free: ByteCount
    /// The directory that the volume is given.
    package var directory: String
    /// `lvm-thin` or `plain`: what lies below the file system.
    package var provisioning: String
    /// Why its file system does no work any more, though it is mounted; nil while it does.
    package var failure: String?

    package init(
        id: BrickID, device: String, isMounted: Bool, size: ByteCount, free: ByteCount, directory: String,
        provisioning: String, failure: String? = nil
    ) {
        self.id = id
        self.device = device
        self.isMounted = isMounted
        self.size = size
        self.free = free
        self.directory = directory
        self.provisioning = provisioning
        self.failure = failure
    }
}

extension BrickFacts {
    /// How ``failure`` begins where XFS itself has given up.
    package static let shutDown = "the file system has shut down"
    /// What ``failure`` is where it has not answered for some seconds: it may do so again.
    package static let silence = "the file system does not answer"

    /// Whether its file system has given up for good: only a new one on a device that works helps.
    package var hasShutDown: Bool { failure?.hasPrefix(Self.shutDown) ?? false }
}
