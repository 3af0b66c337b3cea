import AgentAPI
import HashTreeCollections
import MortarModel

import struct Foundation.Date
import struct Foundation.TimeInterval

/// What has to be written down of one host's devices, and what has to be noticed.
struct DeviceChanges {
    /// In seconds: what is kept of a device that nobody misses.
    private static let memory: TimeInterval = 30 * 86_400

    private let views: [DeviceView]
    private let records: [DeviceID: DeviceRecord]
    private let observation: HostObservation?
    private let isCurrent: Bool
    private let time: Date

    init(_ inventory: Inventory, host: HostID, in book: DeviceBook, at time: Date) {
        let all = HostDeviceViews(inventory, host: host, in: book)
        views = all.all()
        self.records = all.records
        observation = all.observation
        isCurrent = all.isCurrent
        self.time = time
    }

    /// Records that are new or different, each with the device that it is about.
    var written: [(record: DeviceRecord, view: DeviceView)] {
        guard isCurrent else { return [] }
        return views.filter { $0.isWorthRecording || records[$0.id] != nil }.compactMap { view in
            var record = records[view.id] ?? DeviceRecord(of: view)
            record.take(view, at: time)
            return record == records[view.id] ? nil : (record, view)
        }
    }

    /// Records of devices that have not been there for so long that nobody asks for them.
    var forgotten: [DeviceID] {
        guard isCurrent, let observed = observation?.facts.observed else { return [] }
        let known = Set(views.map(\.id))
        return records.values.filter { !known.contains($0.id) }.filter { record in
            // What users told of a device is not told again by it.
            guard let last = record.history.last else { return record.stripe == nil }
            return observed.timeIntervalSince(last.taken) > Self.memory
        }.map(\.id)
    }

    var isEmpty: Bool { written.isEmpty && forgotten.isEmpty }

    /// Since when devices are not where they should be; nothing of a host that does not answer.
    func absences(known: TreeDictionary<DeviceID, DeviceAbsence>) -> [DeviceID: DeviceAbsence] {
        guard let observed = observation?.facts.observed else { return [:] }
        let absent = views.filter { $0.absence != nil }.map(\.id)
        return Dictionary(
            uniqueKeysWithValues: absent.map { ($0, known[$0] ?? DeviceAbsence(noticed: time, observed: observed)) })
    }
}
