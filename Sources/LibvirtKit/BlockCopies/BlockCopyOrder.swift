/// A disk of a running domain that shall be copied elsewhere.
public struct BlockCopyOrder: Sendable, Hashable {
    /// The disk's target as the description names it, `vda` or `sda`.
    public var device: String
    /// A `disk` element with the driver and the source of the copy, which exists and is as large as the disk.
    public var destination: String
    /// Bytes per second; nil for as fast as it goes.
    public var bandwidth: UInt64?

    public init(device: String, destination: String, bandwidth: UInt64? = nil) {
        self.device = device
        self.destination = destination
        self.bandwidth = bandwidth
    }
}
