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
        let book = DeviceBook(inventory)
        let changes = hosts.map { DeviceChanges(inventory, host: $0, in: book, at: time) }
        notice(changes, of: hosts)
        let isDue = changes.contains { !$0.isEmpty } || book.records.keys.contains { inventory.hosts[$0] == nil }
        if isDue { try await context.store.change { $0.takeDeviceChanges(on: hosts, at: time) } }
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
    var devices: [DeviceFacts]
    /// Without what is free in them, which changes all the time.
    var bricks: [BrickFacts]
    /// Whether something is absent, which has to be told when it lasts.
    var isWaiting: Bool

    init(_ host: Host, _ inventory: Inventory) {
        self.host = host.id
        status = host.status
        let facts = inventory.observations.hosts[host.id]?.facts
        observed = facts?.observed
        devices = facts?.devices ?? []
        bricks = (facts?.bricks ?? []).map { brick in
            var brick = brick
            brick.free = .zero
            return brick
        }
        isWaiting = inventory.observations.absences.keys.contains { $0.host == host.id }
    }
}

extension Inventory {
    fileprivate mutating func takeDeviceChanges(on hosts: [HostID], at time: Date) {
        let book = DeviceBook(self)
        for host in hosts {
            let changes = DeviceChanges(self, host: host, in: book, at: time)
            for (record, view) in changes.written {
                tell(view, before: deviceRecords[record.id], now: record, at: time)
                deviceRecords[record.id] = record
            }
            for id in changes.forgotten { deviceRecords[id] = nil }
        }
        for (host, records) in book.records where self.hosts[host] == nil {
            for record in records { deviceRecords[record.id] = nil }
        }
    }
}
