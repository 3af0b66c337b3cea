package import MortarModel

/// How a VM's move goes on, as one of its two hosts sees it.
package struct MigrationReport: Sendable, Hashable, Codable {
    /// Whether it goes on, from this host.
    package var isGoingOn: Bool
    /// While it goes on, how far it is; on the host where the VM is afterwards, how it went.
    package var progress: MigrationProgress?
    /// Why the last move from this host failed, as far as the agent that began it remembers.
    package var failure: Failure?

    package init(isGoingOn: Bool, progress: MigrationProgress? = nil, failure: Failure? = nil) {
        self.isGoingOn = isGoingOn
        self.progress = progress
        self.failure = failure
    }
}

/// How far the move of a VM's memory is.
package struct MigrationProgress: Sendable, Hashable, Codable {
    package var elapsed: Duration
    package var total: ByteCount
    package var sent: ByteCount
    package var remaining: ByteCount
    /// Per second.
    package var rate: ByteCount
    /// How long the guest stands still: as expected while it goes on, as it was afterwards.
    package var downtime: Duration?
    /// By how much the guest is slowed down, in percent.
    package var throttle: Int?

    package init(
        elapsed: Duration = .zero, total: ByteCount = .zero, sent: ByteCount = .zero, remaining: ByteCount = .zero,
        rate: ByteCount = .zero, downtime: Duration? = nil, throttle: Int? = nil
    ) {
        self.elapsed = elapsed
        self.total = total
        self.sent = sent
        self.remaining = remaining
        self.rate = rate
        self.downtime = downtime
        self.throttle = throttle
    }
}
