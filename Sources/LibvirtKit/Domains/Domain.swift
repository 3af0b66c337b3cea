import CLibvirt
public import Foundation

/// A domain that libvirt knows, at one moment.
public struct Domain: Sendable, Hashable {
    public var id: UUID
    public var name: String
    public var state: DomainState

    public init(id: UUID, name: String, state: DomainState) {
        self.id = id
        self.name = name
        self.state = state
    }
}

extension Domain {
    init(_ domain: OpaquePointer) throws {
        self.init(id: try UUID(domain: domain), name: try domainName(domain), state: try DomainState(domain))
    }
}

extension UUID {
    init(domain: OpaquePointer) throws {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard virDomainGetUUID(domain, &bytes) == 0 else { throw LibvirtError.last }
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

func domainName(_ domain: OpaquePointer) throws -> String {
    guard let name = virDomainGetName(domain) else { throw LibvirtError.last }
    return String(cString: name)
}
