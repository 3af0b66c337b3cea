import CLibvirt
import Foundation

/// An open connection to libvirt; closes when the last reference goes.
///
/// Unchecked, because libvirt's connections may be used from several threads at once (libvirt's API concepts,
/// "thread safety") and all stored properties are constant after `init`.
final class ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let events: EventHub
    private var registrations: [Int32] = []

    /// Blocks until the connection is open.
    init(uri: String) throws {
        try LibvirtRuntime.start()
        guard let pointer = virConnectOpen(uri) else { throw LibvirtError.last }
        self.pointer = pointer
        events = EventHub()
        // A daemon that does not answer for 20 s counts as gone. Local drivers know no keepalive: no error then.
        virConnectSetKeepAlive(pointer, 5, 3)
        try reportClosing()
        registrations = try register(events)
    }

    deinit {
        for registration in registrations { virConnectDomainEventDeregisterAny(pointer, registration) }
        virConnectUnregisterCloseCallback(pointer, connectionClosed)
        virConnectClose(pointer)
        events.finish(LibvirtError(code: .noConnection, message: "the connection was closed"))
    }

    var isAlive: Bool { virConnectIsAlive(pointer) == 1 }

    /// Works on a domain; nil when there is none of this UUID, or no more.
    func withDomainIfAny<Value>(_ id: UUID, _ body: (OpaquePointer) throws -> Value) throws -> Value? {
        do {
            guard let domain = virDomainLookupByUUIDString(pointer, id.uuidString) else { throw LibvirtError.last }
            defer { virDomainFree(domain) }
            return try body(domain)
        } catch let error as LibvirtError where error.code == .noDomain {
            return nil
        }
    }

    /// Works on a domain that must be there; throws `noDomain` when it is not.
    func withDomain<Value>(_ id: UUID, _ body: (OpaquePointer) throws -> Value) throws -> Value {
        guard let value = try withDomainIfAny(id, body) else {
            throw LibvirtError(code: .noDomain, message: "there is no domain \(id.uuidString.lowercased())")
        }
        return value
    }

    private func reportClosing() throws {
        let hub = Unmanaged.passRetained(events).toOpaque()
        guard virConnectRegisterCloseCallback(pointer, connectionClosed, hub, releaseHub) < 0 else { return }
        let error = LibvirtError.last
        EventHub.release(hub)
        // Drivers inside this process cannot lose their daemon and do not offer the callback.
        if error.code != .notSupported { throw error }
    }
}

private let releaseHub: virFreeCallback = { EventHub.release($0) }

private let connectionClosed: virConnectCloseFunc = { _, reason, hub in
    let words = [0: "input/output error", 1: "the daemon closed it", 2: "the daemon does not answer", 3: "closed here"]
    let why = words[Int(reason)] ?? "reason \(reason)"
    EventHub.from(hub).finish(LibvirtError(code: .noConnection, message: "the connection to libvirt ended: \(why)"))
}
