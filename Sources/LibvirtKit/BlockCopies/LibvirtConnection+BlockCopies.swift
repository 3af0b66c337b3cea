import CLibvirt
public import Foundation

extension LibvirtConnection {
    /// How long the hypervisor may take to begin or end a copy: it opens and closes files on storage that may be slow.
    private static let copyPatience = Duration.seconds(50)

    /// Begins to copy a disk of a running domain, and to write everything to both from the moment it has got there.
    ///
    /// A write of the guest is done when both have it, so that the two never differ once the copy is ready. Throws
    /// `blockCopyActive` when the disk is being copied already.
    public func copyBlock(of id: UUID, by order: BlockCopyOrder) async throws {
        try await call(within: Self.copyPatience) { connection in
            try connection.withDomain(id) { try begin(order, on: $0) }
        }
    }

    /// What is being done to a disk of a domain; nil when nothing is.
    public func blockJob(of id: UUID, device: String) async throws -> BlockJob? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomain(id) { domain in
                var info = virDomainBlockJobInfo()
                let found = virDomainGetBlockJobInfo(domain, device, &info, 0)
                guard found >= 0 else { throw LibvirtError.last }
                return found == 0 ? nil : BlockJob(info)
            }
        }
    }

    /// Has the domain use the copy from now on; throws when it is not ready. Returns when that is so.
    public func switchToBlockCopy(of id: UUID, device: String) async throws {
        try await endBlockJob(of: id, device, VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT.rawValue)
    }

    /// Ends a copy; the domain goes on with what it has. Returns when nothing is copied any more.
    public func abortBlockCopy(of id: UUID, device: String) async throws {
        try await endBlockJob(of: id, device, 0)
    }

    private func endBlockJob(of id: UUID, _ device: String, _ flags: UInt32) async throws {
        try await call(within: Self.copyPatience) { connection in
            try connection.withDomain(id) { domain in
                guard virDomainBlockJobAbort(domain, device, flags) == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// Puts another disc into the drive of a running domain, whether its guest holds the drive locked or not.
    ///
    /// - Parameter description: the drive's `disk` element with the new source.
    public func changeMedium(of id: UUID, _ description: String) async throws {
        let flags = VIR_DOMAIN_DEVICE_MODIFY_LIVE.rawValue | VIR_DOMAIN_DEVICE_MODIFY_FORCE.rawValue
        try await call(within: Self.copyPatience) { connection in
            try connection.withDomain(id) { domain in
                guard virDomainUpdateDeviceFlags(domain, description, flags) == 0 else { throw LibvirtError.last }
            }
        }
    }
}

private func begin(_ order: BlockCopyOrder, on domain: OpaquePointer) throws {
    var parameters: virTypedParameterPtr?
    var (count, room): (Int32, Int32) = (0, 0)
    defer { virTypedParamsFree(parameters, count) }
    if let bandwidth = order.bandwidth {
        let name = VIR_DOMAIN_BLOCK_COPY_BANDWIDTH
        guard virTypedParamsAddULLong(&parameters, &count, &room, name, bandwidth) == 0 else {
            throw LibvirtError.last
        }
    }
    let flags = VIR_DOMAIN_BLOCK_COPY_REUSE_EXT.rawValue | VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES.rawValue
    guard virDomainBlockCopy(domain, order.device, order.destination, parameters, count, flags) == 0 else {
        throw LibvirtError.last
    }
}
