import CLibvirt
public import Foundation

extension LibvirtConnection {
    /// Whether the hypervisor has closed the image of a disk under a running domain for good: the guest gets errors from that
    /// disk until the domain is stopped and started.
    ///
    /// QEMU's gluster driver does so when a flush fails (`qemu_gluster_co_flush_to_disk` in block/gluster.c). Nothing
    /// announces it, but QEMU then gives the sizes of none of the domain's disks while it goes on counting what they do.
    /// Nil where the hypervisor does not tell now; throws `noDomain` for a domain that is gone.
    public func hasClosedDisk(_ id: UUID) async throws -> Bool? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomain(id) { try closedDisk(of: $0) }
        }
    }
}

private func closedDisk(of domain: OpaquePointer) throws -> Bool? {
    var domains: [virDomainPtr?] = [domain, nil]
    var records: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
    // A domain that is busy is not waited for; it tells less then.
    let flags = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT.rawValue
    let count = virDomainListGetStats(&domains, VIR_DOMAIN_STATS_BLOCK.rawValue, &records, flags)
    guard count >= 0 else { throw LibvirtError.last }
    defer { virDomainStatsRecordListFree(records) }
    guard let record = records?[0]?.pointee else { return nil }
    return hasClosedDisk { name in
        var value: UInt64 = 0
        return virTypedParamsGetULLong(record.params, record.nparams, name, &value) == 1
    }
}

/// - Parameter isTold: whether libvirt tells a number of this name.
func hasClosedDisk(_ isTold: (String) -> Bool) -> Bool? {
    let counted = (0...).prefix { isTold("block.\($0).rd.reqs") }
    return counted.isEmpty ? nil : !counted.contains { isTold("block.\($0).capacity") }
}
