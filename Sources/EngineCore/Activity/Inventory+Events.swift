package import Foundation
package import MortarModel

/// The objects that an event is about.
package struct EventSubjects: Sendable, Hashable, Codable {
    package var host: HostID?
    package var vm: VMID?
    package var storageDomain: StorageDomainID?

    package init(host: HostID? = nil, vm: VMID? = nil, storageDomain: StorageDomainID? = nil) {
        self.host = host
        self.vm = vm
        self.storageDomain = storageDomain
    }
}

extension Inventory {
    /// As many events are kept; older ones go.
    package static let keptEvents: Int64 = 10_000

    /// Adds a `normal` event with the next index.
    package mutating func addEvent(
        _ code: EventCode, _ description: String, at time: Date, about subjects: EventSubjects = EventSubjects(),
        correlationID: String? = nil
    ) {
        addEvent(code, .normal, description, at: time, about: subjects, correlationID: correlationID)
    }

    /// Adds an event with the next index.
    package mutating func addEvent(
        _ code: EventCode, _ severity: Event.Severity, _ description: String, at time: Date,
        about subjects: EventSubjects = EventSubjects(), correlationID: String? = nil
    ) {
        lastEventIndex += 1
        events.insert(
            Event(
                index: lastEventIndex, code: code.rawValue, severity: severity, time: time, description: description,
                correlationID: correlationID, hostID: subjects.host, vmID: subjects.vm,
                storageDomainID: subjects.storageDomain))
        events[EventID(rawValue: "\(lastEventIndex - Self.keptEvents)")] = nil
    }
}
