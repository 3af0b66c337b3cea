import CLibvirt
public import Foundation

/// What went through one disk of a domain since it started.
public struct BlockStatistics: Sendable, Hashable {
    public var readRequests: Int64
    public var readBytes: Int64
    public var writeRequests: Int64
    public var writeBytes: Int64
    /// -1 where the hypervisor does not count them.
    public var errors: Int64
}

/// The memory of a domain, in bytes; nil where the hypervisor or the guest does not tell.
public struct MemoryStatistics: Sendable, Hashable {
    /// What the guest may use at most now.
    public var balloon: UInt64?
    /// What its process occupies of the host's memory.
    public var resident: UInt64?
    /// What the guest leaves unused.
    public var unused: UInt64?
    /// What the guest sees as its memory.
    public var available: UInt64?

    public init(
        balloon: UInt64? = nil, resident: UInt64? = nil, unused: UInt64? = nil, available: UInt64? = nil
    ) {
        self.balloon = balloon
        self.resident = resident
        self.unused = unused
        self.available = available
    }
}

extension LibvirtConnection {
    /// - Parameter device: the disk's target as the description names it, `vda` or `sda`.
    public func blockStatistics(of id: UUID, device: String) async throws -> BlockStatistics {
        try await call { try $0.withDomain(id) { try BlockStatistics($0, device: device) } }
    }

    public func memoryStatistics(of id: UUID) async throws -> MemoryStatistics {
        try await call { try $0.withDomain(id) { try MemoryStatistics($0) } }
    }

    /// What the hypervisor offers domains of this kind, as libvirt's `domainCapabilities` document.
    ///
    /// - Parameters:
    ///   - machine: as `q35`; nil for the hypervisor's default.
    ///   - kind: `kvm`, `qemu`, `test`.
    public func domainCapabilities(machine: String?, kind: String) async throws -> String {
        try await call { connection in
            try text(virConnectGetDomainCapabilities(connection.pointer, nil, nil, machine, kind, 0))
        }
    }
}

extension BlockStatistics {
    fileprivate init(_ domain: OpaquePointer, device: String) throws {
        var stats = virDomainBlockStatsStruct()
        let size = MemoryLayout<virDomainBlockStatsStruct>.size
        guard virDomainBlockStats(domain, device, &stats, size) == 0 else { throw LibvirtError.last }
        self.init(
            readRequests: stats.rd_req, readBytes: stats.rd_bytes, writeRequests: stats.wr_req,
            writeBytes: stats.wr_bytes, errors: stats.errs)
    }
}

extension MemoryStatistics {
    fileprivate init(_ domain: OpaquePointer) throws {
        let limit = Int(VIR_DOMAIN_MEMORY_STAT_NR.rawValue)
        var stats = [virDomainMemoryStatStruct](repeating: .init(), count: limit)
        let count = virDomainMemoryStats(domain, &stats, UInt32(limit), 0)
        guard count >= 0 else { throw LibvirtError.last }
        let byTag = Dictionary(
            stats.prefix(Int(count)).map { (UInt32($0.tag), UInt64($0.val)) }, uniquingKeysWith: { $1 })
        // libvirt counts in KiB.
        func bytes(_ tag: virDomainMemoryStatTags) -> UInt64? { byTag[tag.rawValue].map { $0 << 10 } }
        self.init(
            balloon: bytes(VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), resident: bytes(VIR_DOMAIN_MEMORY_STAT_RSS),
            unused: bytes(VIR_DOMAIN_MEMORY_STAT_UNUSED), available: bytes(VIR_DOMAIN_MEMORY_STAT_AVAILABLE))
    }
}
