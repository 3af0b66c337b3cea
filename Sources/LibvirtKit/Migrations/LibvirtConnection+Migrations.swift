import CLibvirt
public import Foundation

extension LibvirtConnection {
    /// Moves a running domain to another host: the daemons speak to each other, over TLS, and so do the hypervisors.
    ///
    /// Returns when the domain runs there and its process here is gone, however long that takes. When it throws, the
    /// domain goes on here, except where the connection broke in the very moment of the change: ask both hosts. When
    /// the task is cancelled it returns at once, and the migration goes on.
    public func migrate(_ id: UUID, by order: MigrationOrder) async throws {
        try await callUntilCancelled { connection in
            try connection.withDomain(id) { domain in
                if let limit = order.standstill, virDomainMigrateSetMaxDowntime(domain, limit, 0) < 0 {
                    throw LibvirtError.last
                }
                let parameters = try TypedParameters(order)
                let status = virDomainMigrateToURI3(
                    domain, order.daemon, parameters.list, UInt32(parameters.count), order.flags)
                guard status == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// How far a migration of the domain is; nil when there is none, or no such domain.
    ///
    /// libvirt does not answer while it ends the process of a domain that has moved: `timedOut` after a second.
    public func migrationStatistics(of id: UUID) async throws -> MigrationStatistics? {
        try await call(within: .seconds(1)) { connection in
            try connection.withDomainIfAny(id) { try MigrationStatistics($0, completed: false) } ?? nil
        }
    }

    /// How the last migration of the domain went, on the host where it is now; nil when it never moved.
    public func completedMigration(of id: UUID) async throws -> MigrationStatistics? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomainIfAny(id) { try MigrationStatistics($0, completed: true) } ?? nil
        }
    }

    /// Ends a migration: the domain stays where it is. Throws `operationInvalid` when there is none, or when it is too late.
    public func abortMigration(of id: UUID) async throws {
        try await call { connection in
            try connection.withDomain(id) { domain in
                guard virDomainAbortJob(domain) == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// Has the guest go on at the other host at once, its memory follows as it is needed; there is no way back from there.
    ///
    /// Throws `operationInvalid` when there is no migration that allows it.
    public func startPostCopy(of id: UUID) async throws {
        try await call { connection in
            try connection.withDomain(id) { domain in
                guard virDomainMigrateStartPostCopy(domain, 0) == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// The description of a domain as another host would get it: with the processor that the guest really has.
    public func migratableDescription(of id: UUID) async throws -> String? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomainIfAny(id) {
                try text(virDomainGetXMLDesc($0, VIR_DOMAIN_XML_MIGRATABLE.rawValue))
            }
        }
    }

    /// Throws `cpuIncompatible`, with the reason, when the hypervisor cannot offer a guest this processor.
    ///
    /// - Parameters:
    ///   - processor: a `cpu` element.
    ///   - machine: as `pc-q35-7.2`.
    public func requireProcessor(_ processor: String, machine: String) async throws {
        try await call { connection in
            let result = virConnectCompareHypervisorCPU(
                connection.pointer, nil, "x86_64", machine, "kvm", processor,
                VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE.rawValue)
            guard result >= 0 else { throw LibvirtError.last }
        }
    }
}

extension MigrationOrder {
    fileprivate var flags: UInt32 {
        var flags = [VIR_MIGRATE_LIVE, VIR_MIGRATE_PEER2PEER, VIR_MIGRATE_TLS]
        if converges { flags.append(VIR_MIGRATE_AUTO_CONVERGE) }
        if allowsPostCopy { flags.append(VIR_MIGRATE_POSTCOPY) }
        return flags.reduce(0) { $0 | $1.rawValue }
    }
}

extension TypedParameters {
    fileprivate init(_ order: MigrationOrder) throws {
        self.init()
        let host = order.address.contains(":") ? "[\(order.address)]" : order.address
        try add(VIR_MIGRATE_PARAM_URI, "tcp://\(host)")
        try add(VIR_MIGRATE_PARAM_LISTEN_ADDRESS, order.address)
        if let description = order.description { try add(VIR_MIGRATE_PARAM_DEST_XML, description) }
        guard let bandwidth = order.bandwidth else { return }
        try add(VIR_MIGRATE_PARAM_BANDWIDTH, bandwidth)
        if order.allowsPostCopy { try add(VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY, bandwidth) }
    }
}
