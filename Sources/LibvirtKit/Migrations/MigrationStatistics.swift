import CLibvirt

/// How far the move of a domain's memory is, or how it went.
public struct MigrationStatistics: Sendable, Hashable {
    /// Which side of the move the host is on.
    public enum Direction: Sendable, Hashable {
        case outgoing, incoming
    }

    public var direction: Direction
    /// In milliseconds.
    public var elapsed: UInt64
    /// In bytes, as are the next two.
    public var total: UInt64
    public var sent: UInt64
    public var remaining: UInt64
    /// In bytes per second, as measured last.
    public var rate: UInt64
    /// How long the guest stands still, in milliseconds: as expected while it goes on, as it was afterwards.
    public var downtime: UInt64?
    /// By how much the guest is slowed down, in percent.
    public var throttle: Int?

    public init(
        direction: Direction, elapsed: UInt64 = 0, total: UInt64 = 0, sent: UInt64 = 0, remaining: UInt64 = 0,
        rate: UInt64 = 0, downtime: UInt64? = nil, throttle: Int? = nil
    ) {
        self.direction = direction
        self.elapsed = elapsed
        self.total = total
        self.sent = sent
        self.remaining = remaining
        self.rate = rate
        self.downtime = downtime
        self.throttle = throttle
    }
}

extension MigrationStatistics {
    /// Nil where there is no job, or one of another kind.
    ///
    /// - Parameter completed: asks for the last job that has ended.
    init?(_ domain: OpaquePointer, completed: Bool) throws {
        var type: Int32 = 0
        var list: virTypedParameterPtr?
        var count: Int32 = 0
        let past = VIR_DOMAIN_JOB_STATS_COMPLETED.rawValue | VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED.rawValue
        guard virDomainGetJobStats(domain, &type, &list, &count, completed ? past : 0) == 0 else {
            let error = LibvirtError.last
            // A domain that is about to end has no job any more.
            if error.code == .operationInvalid { return nil }
            throw error
        }
        let parameters = TypedParameters(owning: list, count: count)
        guard type != Int32(VIR_DOMAIN_JOB_NONE.rawValue),
            let direction = Direction(parameters.smallNumber(VIR_DOMAIN_JOB_OPERATION))
        else { return nil }
        self.init(direction: direction)
        read(parameters)
    }

    private mutating func read(_ parameters: borrowing TypedParameters) {
        elapsed = parameters.number(VIR_DOMAIN_JOB_TIME_ELAPSED) ?? 0
        total = parameters.number(VIR_DOMAIN_JOB_MEMORY_TOTAL) ?? 0
        sent = parameters.number(VIR_DOMAIN_JOB_MEMORY_PROCESSED) ?? 0
        remaining = parameters.number(VIR_DOMAIN_JOB_MEMORY_REMAINING) ?? 0
        rate = parameters.number(VIR_DOMAIN_JOB_MEMORY_BPS) ?? 0
        downtime = parameters.number(VIR_DOMAIN_JOB_DOWNTIME)
        throttle = parameters.smallNumber(VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE).map(Int.init)
    }
}

extension MigrationStatistics.Direction {
    fileprivate init?(_ operation: Int32?) {
        switch operation {
        case Int32(VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT.rawValue): self = .outgoing
        case Int32(VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN.rawValue): self = .incoming
        default: return nil
        }
    }
}
