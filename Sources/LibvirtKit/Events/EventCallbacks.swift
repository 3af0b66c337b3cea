import CLibvirt
import Foundation

extension ConnectionHandle {
    /// Has libvirt call the hub for the events of all domains; returns what to deregister later.
    func register(_ hub: EventHub) throws -> [Int32] {
        let callbacks = [
            (VIR_DOMAIN_EVENT_ID_LIFECYCLE, unsafeBitCast(lifecycleChanged, to: GenericCallback.self)),
            (VIR_DOMAIN_EVENT_ID_REBOOT, rebooted),
            (VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, unsafeBitCast(ioFailed, to: GenericCallback.self)),
        ]
        return try callbacks.map { event, callback in
            let context = Unmanaged.passRetained(hub).toOpaque()
            let number = virConnectDomainEventRegisterAny(
                pointer, nil, Int32(event.rawValue), callback, context, { EventHub.release($0) })
            guard number >= 0 else {
                EventHub.release(context)
                throw LibvirtError.last
            }
            return number
        }
    }
}

private typealias GenericCallback = virConnectDomainEventGenericCallback

private let lifecycleChanged: virConnectDomainEventCallback = { _, domain, event, detail, hub in
    send(.init(lifecycle: event, detail: detail), domain, hub)
    return 0
}

private let rebooted: virConnectDomainEventGenericCallback = { _, domain, hub in
    send(.rebooted, domain, hub)
}

private let ioFailed: virConnectDomainEventIOErrorReasonCallback = { _, domain, path, device, action, reason, hub in
    let error = DomainEvent.IOError(
        path: path.map { String(cString: $0) } ?? "", device: device.map { String(cString: $0) } ?? "",
        paused: action == Int32(VIR_DOMAIN_EVENT_IO_ERROR_PAUSE.rawValue),
        reason: reason.map { String(cString: $0) } ?? "")
    send(.ioError(error), domain, hub)
}

/// Identity and name are part of the reference that libvirt passes, so that asking for them does not block.
private func send(_ kind: DomainEvent.Kind, _ domain: OpaquePointer?, _ hub: UnsafeMutableRawPointer?) {
    let hub = EventHub.from(hub)
    do {
        guard let domain else { throw LibvirtError(code: .internalError, message: "an event is about no domain") }
        hub.send(DomainEvent(id: try UUID(domain: domain), name: try domainName(domain), kind: kind))
    } catch {
        // Whoever follows the events looks at all domains again; a lost event would leave one as it was.
        hub.interrupt(error)
    }
}
