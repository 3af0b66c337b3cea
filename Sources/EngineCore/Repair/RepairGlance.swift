import AgentAPI
import HashTreeCollections
import MortarModel

import struct Foundation.Date

/// What of a cluster says whether plans for repairs would be others than before.
///
/// Of devices' health it knows what ``WatchDevices`` has written down.
struct RepairGlance: Equatable {
    private let clusters: [Cluster]
    private let domains: [StorageDomain]
    private let lost: LostHosts
    /// Records of devices that are not well, are missing, or are spares.
    private let records: [DeviceID: Int]
    /// Of all hosts, sets and bricks what matters.
    private let digest: Int

    /// - Parameter volumes: their ``digest(of:)``.
    init(_ inventory: Inventory, volumes: Int, at time: Date) {
        clusters = inventory.clusters.sortedByName
        domains = inventory.storageDomains.sortedByName
        lost = LostHosts(inventory, at: time)
        records = Self.records(inventory)
        var hasher = Hasher()
        hasher.combine(volumes)
        for host in inventory.hosts { Self.add(host, inventory, to: &hasher) }
        for set in inventory.replicaSets {
            hasher.combine(set.work)
            for index in set.bricks.indices { hasher.combine(set.bricks[index].id) }
        }
        digest = hasher.finalize()
    }

    /// Of volumes' bricks what matters.
    static func digest(of volumes: TreeDictionary<String, VolumeObservation>) -> Int {
        var hasher = Hasher()
        for volume in volumes.values { add(volume.facts, to: &hasher) }
        return hasher.finalize()
    }

    private static func records(_ inventory: Inventory) -> [DeviceID: Int] {
        var states: [DeviceID: Int] = [:]
        for record in inventory.deviceRecords
        where record.told > .healthy || record.missingSince != nil || record.isSpare {
            var hasher = Hasher()
            hasher.combine(record.told)
            hasher.combine(record.missingSince)
            hasher.combine(record.isSpare)
            states[record.id] = hasher.finalize()
        }
        return states
    }

    /// The order of hosts is that of their table, which is the same as long as they are.
    private static func add(_ host: Host, _ inventory: Inventory, to hasher: inout Hasher) {
        hasher.combine(host.id)
        hasher.combine(host.status)
        hasher.combine(host.isPoolMember)
        hasher.combine(host.zone)
        guard let facts = inventory.observations.hosts[host.id]?.facts else { return }
        // By index: to copy each of many thousand structures takes longer than to look at it.
        for index in facts.bricks.indices where facts.bricks[index].failure != nil || !facts.bricks[index].isMounted {
            hasher.combine(facts.bricks[index].id)
            hasher.combine(facts.bricks[index].failure)
        }
        hasher.combine(facts.devices.count)
        for index in facts.devices.indices where facts.devices[index].use.isBlank {
            hasher.combine(facts.devices[index].stablePath)
            hasher.combine(facts.devices[index].size)
        }
    }

    private static func add(_ volume: VolumeFacts, to hasher: inout Hasher) {
        hasher.combine(volume.isStatusKnown)
        for place in volume.bricks.indices where !volume.bricks[place].isOnline {
            hasher.combine(volume.name)
            hasher.combine(place)
        }
    }
}

extension DeviceUse {
    fileprivate var isBlank: Bool { if case .blank = self { true } else { false } }
}
