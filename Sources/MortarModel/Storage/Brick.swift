package typealias BrickID = Identifier<Brick>

/// One XFS file system on one device, serving exactly one replica set.
package struct Brick: Sendable, Hashable, Codable {
    package var id: BrickID
    package var hostID: HostID
    /// The stable path of its device on its host, `/dev/disk/by-id/…` where there is one.
    package var device: String
    package var size: ByteCount
    package var isArbiter: Bool
    /// Of a RAID device, as users told it; nil where the device itself is asked.
    package var stripe: StripeGeometry?

    package init(
        id: BrickID = BrickID(), hostID: HostID, device: String, size: ByteCount, isArbiter: Bool = false,
        stripe: StripeGeometry? = nil
    ) {
        self.id = id
        self.hostID = hostID
        self.device = device
        self.size = size
        self.isArbiter = isArbiter
        self.stripe = stripe
    }
}
