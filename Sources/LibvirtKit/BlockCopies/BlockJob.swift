import CLibvirt

/// Work of the hypervisor on one disk of a domain.
public struct BlockJob: Sendable, Hashable {
    /// Of ``end``; both grow while the guest writes to what was copied already.
    public var current: UInt64
    /// What was done when the two are equal. 0 while the hypervisor does not know yet.
    public var end: UInt64

    public init(current: UInt64, end: UInt64) {
        self.current = current
        self.end = end
    }
}

extension BlockJob {
    init(_ info: virDomainBlockJobInfo) { self.init(told: info.cur, of: info.end) }

    /// Where nothing is known, libvirt tells 0 of 1, or 1 of 1 for a job that has just begun.
    init(told current: UInt64, of end: UInt64) {
        self.init(current: end <= 1 ? 0 : current, end: end <= 1 ? 0 : end)
    }
}
