import AgentAPI
import MortarModel

import struct Foundation.Date

extension Inventory {
    /// Marks a device as a spare, or takes the mark back; tells it where it was otherwise before.
    mutating func setSpare(_ isSpare: Bool, _ view: DeviceView, at time: Date) {
        var record = deviceRecords[view.id] ?? DeviceRecord(of: view)
        if record.isSpare == isSpare { return }
        record.isSpare = isSpare
        deviceRecords[view.id] = record
        let name = "The device \(view.facts.path) of \(hosts[view.hostID]?.name ?? "?")"
        addEvent(
            isSpare ? .deviceProvisioned : .deviceReleased,
            isSpare ? "\(name) is a spare." : "\(name) is no spare any more.", at: time,
            about: EventSubjects(host: view.hostID))
    }
}
