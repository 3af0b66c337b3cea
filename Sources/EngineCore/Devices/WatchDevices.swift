import AgentAPI
import Concurrency
import HashTreeCollections
package import Logging
import MortarModel

import struct Foundation.Date

/// Writes down what hosts tell of their devices, and tells users when one gets worse; it asks no host.
package struct WatchDevices: Sendable {
    /// Between two looks, however often something changes.
    private static let interval = Duration.seconds(1)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var known: [HostID: Glance] = [:]
        let changes = context.store.changes()
        repeat {
            let inventory = context.inventory
            let glances = inventory.hosts.map { Glance($0, inventory) }
            let changed = glances.filter { known[$0.host] != $0 || $0.isWaiting }
            do {
                if !changed.isEmpty || known.count != glances.count { try await look(at: changed.map(\.host)) }
                known = Dictionary(uniqueKeysWithValues: glances.map { ($0.host, $0) })
            } catch {
                try Task.checkCancellation()
                logger.error("devices could not be looked at", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.interval)
        } while await changes.first { _ in true } != nil
    }

    /// Looks at the devices of all hosts.
    package func look() async throws {
        try await look(at: context.inventory.hosts.map(\.id))
    }

    private func look(at hosts: [HostID]) async throws {
        let inventory = context.inventory
        let time = context.now()
        let records = Dictionary(grouping: inventory.deviceRecords, by: \.hostID)
        notice(hosts.map { DeviceChanges(inventory, host: $0, records: records[$0] ?? [], at: time) }, of: hosts)
        let isDue = context.inventory.hasDeviceChanges(on: hosts, records, at: time)
        guard isDue || records.keys.contains(where: { inventory.hosts[$0] == nil }) else { return }
        try await context.store.change { $0.takeDeviceChanges(on: hosts, at: time) }
    }

    /// Takes over what is not where it should be, and what is back.
    private func notice(_ changes: [DeviceChanges], of hosts: [HostID]) {
        let known = context.inventory.observations.absences
        let hosts = Set(hosts)
        var now = known.filter { id, _ in !hosts.contains(id.host) }
        for change in changes { now.merge(change.absences(known: known)) { $1 } }
        if now == known { return }
        context.store.observe { [now] in $0.absences = now }
    }
}

/// What of a host says whether its devices have to be looked at again.
private struct Glance: Equatable {
    var host: HostID
    var status: HostStatus
    var observed: Date?
    /// Whether something is absent, which has to be told when it lasts.
    var isWaiting: Bool

    init(_ host: Host, _ inventory: Inventory) {
        self.host = host.id
        status = host.status
        observed = inventory.observations.hosts[host.id]?.facts.observed
        isWaiting = inventory.observations.absences.keys.contains { $0.host == host.id }
    }
}

extension Inventory {
    fileprivate func hasDeviceChanges(
        on hosts: [HostID], _ records: [HostID: [DeviceRecord]], at time: Date
    ) -> Bool {
        hosts.contains { host in
            let changes = DeviceChanges(self, host: host, records: records[host] ?? [], at: time)
            return !changes.written.isEmpty || !changes.forgotten.isEmpty
        }
    }

    fileprivate mutating func takeDeviceChanges(on hosts: [HostID], at time: Date) {
        let records = Dictionary(grouping: deviceRecords, by: \.hostID)
        for host in hosts {
            let changes = DeviceChanges(self, host: host, records: records[host] ?? [], at: time)
            for (record, view) in changes.written {
                tell(view, before: deviceRecords[record.id], now: record, at: time)
                deviceRecords[record.id] = record
            }
            for id in changes.forgotten { deviceRecords[id] = nil }
        }
        for (host, records) in records where self.hosts[host] == nil {
            for record in records { deviceRecords[record.id] = nil }
        }
    }
}
