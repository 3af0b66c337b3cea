import CLibvirt
public import Foundation

/// What a domain has written since it started, all its disks together.
public struct WriteStatistics: Sendable, Hashable {
    /// Writes that are done.
    public var requests: Int64
    /// Nanoseconds that all of them have taken.
    public var nanoseconds: Int64

    public init(requests: Int64, nanoseconds: Int64) {
        self.requests = requests
        self.nanoseconds = nanoseconds
    }

    /// From libvirt's names of what it counts; nil where the hypervisor does not count one of them.
    init?(_ counters: [String: Int64]) {
        guard let requests = counters[VIR_DOMAIN_BLOCK_STATS_WRITE_REQ],
            let nanoseconds = counters[VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES]
        else { return nil }
        self.init(requests: requests, nanoseconds: nanoseconds)
    }
}

extension LibvirtConnection {
    /// Nil where the hypervisor does not count writes; throws `timedOut` for a domain whose storage hangs.
    public func writeStatistics(of id: UUID) async throws -> WriteStatistics? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomain(id) { WriteStatistics(try blockCounters($0)) }
        }
    }
}

/// The counters of all disks of a domain together, which libvirt gives for a disk without a name.
private func blockCounters(_ domain: OpaquePointer) throws -> [String: Int64] {
    var count: Int32 = 0
    guard virDomainBlockStatsFlags(domain, "", nil, &count, 0) == 0 else { throw LibvirtError.last }
    var counters = [virTypedParameter](repeating: virTypedParameter(), count: Int(count))
    guard virDomainBlockStatsFlags(domain, "", &counters, &count, 0) == 0 else { throw LibvirtError.last }
    let numbers = counters.prefix(Int(count)).filter { $0.type == Int32(VIR_TYPED_PARAM_LLONG.rawValue) }
    return Dictionary(numbers.map { (name(of: $0), $0.value.l) }, uniquingKeysWith: { first, _ in first })
}

private func name(of counter: virTypedParameter) -> String {
    withUnsafeBytes(of: counter.field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
