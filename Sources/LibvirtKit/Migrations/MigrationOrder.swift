/// Where a domain shall move to while it runs, and how.
public struct MigrationOrder: Sendable, Hashable {
    /// The daemon of the other host, as this host's daemon reaches it: `qemu+tls://10.0.0.2/system?…`.
    public var daemon: String
    /// The address of the other host that takes the memory.
    public var address: String
    /// In MiB/s; nil for as fast as it goes.
    public var bandwidth: UInt64?
    /// Whether a guest that writes faster than its memory is sent is slowed down.
    public var converges: Bool
    /// Whether ``LibvirtConnection/startPostCopy(of:)`` may be called.
    public var allowsPostCopy: Bool
    /// How long the guest may stand still while the last of its memory is sent, in milliseconds; nil for QEMU's 300.
    public var standstill: UInt64?
    /// The domain as the other host shall describe it, which may change what the guest does not see; nil for as it is.
    public var description: String?

    public init(
        daemon: String, address: String, bandwidth: UInt64? = nil, converges: Bool = true,
        allowsPostCopy: Bool = false, standstill: UInt64? = nil, description: String? = nil
    ) {
        self.daemon = daemon
        self.address = address
        self.bandwidth = bandwidth
        self.converges = converges
        self.allowsPostCopy = allowsPostCopy
        self.standstill = standstill
        self.description = description
    }
}
