import AgentAPI
import MortarModel

import struct Foundation.Date

extension Inventory {
    /// Tells how a device became better or worse since users were told last.
    mutating func tell(_ view: DeviceView, before: DeviceRecord?, now record: DeviceRecord, at time: Date) {
        let isNew = before?.told != record.told
        if record.missingSince != before?.missingSince { tellWhetherThere(view, record, at: time) }
        guard isNew, let event = DeviceEvent(record.told, before: before?.told ?? .unknown) else { return }
        let words =
            event.severity == .normal
            ? "is as it should be again."
            : "is \(record.told.rawValue): \(view.health.reasons.joined(separator: " "))"
        addEvent(
            event.code, event.severity, "\(title(of: view)) \(words)", at: time, about: subjects(of: view))
    }

    private mutating func tellWhetherThere(_ view: DeviceView, _ record: DeviceRecord, at time: Date) {
        if record.missingSince == nil {
            addEvent(.deviceFound, "\(title(of: view)) is there again.", at: time, about: subjects(of: view))
        } else {
            addEvent(.deviceMissing, .error, "\(title(of: view)) is missing.", at: time, about: subjects(of: view))
        }
    }

    /// As `The device /dev/sdb of h2, which carries a brick of data-1,`.
    private func title(of view: DeviceView) -> String {
        let name = "The device \(view.facts.path) of \(hosts[view.hostID]?.name ?? "?")"
        if let set = view.replicaSet { return "\(name), which carries a brick of \(set.name)," }
        return view.isSpare ? "\(name), a spare," : name
    }

    private func subjects(of view: DeviceView) -> EventSubjects {
        EventSubjects(host: view.hostID, storageDomain: view.replicaSet?.storageDomainID)
    }
}

/// How a verdict is told.
private struct DeviceEvent {
    var code: EventCode
    var severity: Event.Severity

    /// Nil where there is nothing to tell: a device that was never anything but well.
    init?(_ verdict: DeviceHealth.Verdict, before: DeviceHealth.Verdict) {
        switch verdict {
        case .failed: (code, severity) = (.deviceFailed, .error)
        case .failing: (code, severity) = (.deviceFailing, .error)
        case .worn: (code, severity) = (.deviceWorn, .warning)
        case .healthy, .unknown:
            if before <= .healthy { return nil }
            (code, severity) = (.deviceHealthy, .normal)
        }
    }
}
