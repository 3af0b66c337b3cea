import CLibvirt
public import Foundation

extension LibvirtConnection {
    /// All domains with their states, running or not.
    public func domains() async throws -> [Domain] {
        try await call(within: Self.readingPatience) { connection in
            var list: UnsafeMutablePointer<virDomainPtr?>?
            let count = virConnectListAllDomains(connection.pointer, &list, 0)
            guard count >= 0, let list else { throw LibvirtError.last }
            let domains = (0..<Int(count)).compactMap { list[$0] }
            free(list)
            defer { for domain in domains { virDomainFree(domain) } }
            return try domains.compactMap(domainUnlessGone)
        }
    }

    /// The domain of this identity; nil when libvirt knows none.
    public func domain(_ id: UUID) async throws -> Domain? {
        try await call(within: Self.readingPatience) { try $0.withDomainIfAny(id) { try Domain($0) } }
    }

    /// The description of a domain as it is now, with what libvirt added (addresses, terminals, aliases); nil when
    /// libvirt knows no such domain.
    public func description(of id: UUID) async throws -> String? {
        try await call(within: Self.readingPatience) { connection in
            try connection.withDomainIfAny(id) { try text(virDomainGetXMLDesc($0, 0)) }
        }
    }

    /// Starts a domain that exists only as long as it runs.
    ///
    /// Returns when its processors run, however long that takes. Throws `operationFailed` or `operationInvalid` when one of this identity runs.
    public func createDomain(_ description: String) async throws -> Domain {
        try await call(within: nil) { connection in
            guard let domain = virDomainCreateXML(connection.pointer, description, 0) else { throw LibvirtError.last }
            defer { virDomainFree(domain) }
            return try Domain(domain)
        }
    }

    /// Ends a domain at once.
    ///
    /// Returns when its process is gone, which takes up to 10 s while it lets go of its disks. Throws `noDomain` when
    /// there is none, `operationFailed` after 40 s or `timedOut` after 60 s when the process cannot be ended.
    public func destroy(_ id: UUID) async throws {
        try await call(within: .seconds(60)) { connection in
            try connection.withDomain(id) { domain in
                guard virDomainDestroyFlags(domain, 0) == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// Has a paused domain go on; what its disks have refused meanwhile is asked of them again. Throws `operationInvalid` for
    /// one that is not paused.
    public func resume(_ id: UUID) async throws {
        try await call { connection in
            try connection.withDomain(id) { domain in
                guard virDomainResume(domain) == 0 else { throw LibvirtError.last }
            }
        }
    }

    /// Presses a domain's power button; what comes of it is the guest's affair.
    public func shutDown(_ id: UUID) async throws {
        try await call { try $0.withDomain(id, pressPowerButton) }
    }
}

private func domainUnlessGone(_ pointer: OpaquePointer) throws -> Domain? {
    do {
        return try Domain(pointer)
    } catch let error as LibvirtError where error.code == .noDomain {
        return nil
    }
}

private func pressPowerButton(_ domain: OpaquePointer) throws {
    guard virDomainShutdownFlags(domain, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue) < 0 else { return }
    let error = LibvirtError.last
    // Drivers without a choice of methods refuse the flag, not the shutdown.
    guard error.code == .notSupported || error.code == .invalidArgument else { throw error }
    guard virDomainShutdown(domain) == 0 else { throw LibvirtError.last }
}

/// Takes over a text that libvirt allocated.
func text(_ pointer: UnsafeMutablePointer<CChar>?) throws -> String {
    guard let pointer else { throw LibvirtError.last }
    defer { free(pointer) }
    return String(cString: pointer)
}
