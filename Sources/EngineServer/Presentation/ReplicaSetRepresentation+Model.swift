import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension ReplicaSetRepresentation {
    /// - Parameter conditions: of all bricks, at the same moment.
    init(_ set: ReplicaSet, _ conditions: BrickConditions, in inventory: Inventory) {
        self.init(id: set.id.rawValue, storageDomain: set.storageDomainID.rawValue)
        name = set.name
        redundancy = RedundancyChoice(rawValue: set.redundancy.rawValue)
        capacity = set.capacity.bytes
        available = inventory.free(in: set).bytes
        used = inventory.used(of: set).bytes
        committed = inventory.committed(of: set).bytes
        let volume = inventory.observations.volumes[set.name]
        pendingHeals = volume?.heal?.pending
        heal = volume.flatMap { HealRepresentation($0) }
        status = Self.status(set, volume, conditions)
        sharedZones = inventory.sharedZones(of: set)
        work = BrickWorkRepresentation(set, in: inventory)
        waitsFor = inventory.observations.waits[set.id]
        bricks = set.bricks.map { brick in
            var shown = BrickRepresentation(brick, volume, in: inventory)
            shown.condition = conditions.condition(of: brick)?.words
            return shown
        }
        volumeOptions = VolumeOptionRepresentation.remarkable(of: set, in: inventory)
        let cluster = set.bricks.first.flatMap { inventory.hosts[$0.hostID]?.clusterID }
        if let volume, let cluster {
            glusterVolume = Linked(id: volume.facts.id)
            glusterVolume?.href = GlusterVolumeRepresentation.href(volume.facts.id, cluster: cluster.rawValue)
        }
    }

    private static func status(
        _ set: ReplicaSet, _ volume: VolumeObservation?, _ conditions: BrickConditions
    ) -> String {
        guard let volume else { return "unknown" }
        let online = volume.facts.bricks.indices.filter { volume.facts.bricks[$0].isOnline }
        if !QuorumRule.majority.isMet(by: Set(online), of: set.bricks.count) { return "down" }
        let isWhole = set.bricks.allSatisfy { set.isFilled($0) && conditions.condition(of: $0)?.isOutage != true }
        return online.count == set.bricks.count && isWhole ? "up" : "degraded"
    }
}

extension ReplicaSet {
    /// Whether a brick is not one that has just come.
    fileprivate func isFilled(_ brick: Brick) -> Bool { work?.new.id != brick.id }
}

extension BrickCondition {
    /// Whether the brick does its work no more; one that is about to fail still does.
    fileprivate var isOutage: Bool {
        switch self {
        case .failed, .lost: true
        case .failing, .worn: false
        }
    }
}

extension BrickWorkRepresentation {
    /// Nil where nothing is done to the set's bricks.
    fileprivate init?(_ set: ReplicaSet, in inventory: Inventory) {
        guard let work = set.work else { return nil }
        self.init()
        let volume = inventory.observations.volumes[set.name]
        // A brick that was replaced already is in the set no more; its record has its device.
        let retired = inventory.retiredBricks[.init(rawValue: work.brick.rawValue)]?.brick
        let old = set.bricks.first { $0.id == work.brick } ?? retired
        oldBrick = old.map { BrickRepresentation($0, volume, in: inventory) }
        let words = old.map { inventory.words(for: $0) } ?? "A brick"
        switch work.doing {
        case .replacement(let new):
            newBrick = BrickRepresentation(new, volume, in: inventory)
            text = "\(words) \(work.words) by \(inventory.words(for: new))"
        case .addition(let new):
            newBrick = BrickRepresentation(new, volume, in: inventory)
            text = "\(words) \(work.words) to \(inventory.words(for: new))"
        }
    }
}

extension BrickRepresentation {
    /// A replica set's brick.
    init(_ brick: Brick, _ volume: VolumeObservation?, in inventory: Inventory) {
        self.init()
        id = brick.id.rawValue
        let host = inventory.hosts[brick.hostID]
        self.host = Linked(id: brick.hostID.rawValue)
        self.host?.name = host?.name
        serverID = brick.hostID.rawValue
        device = brick.device
        isArbiter = brick.isArbiter
        size = brick.size.bytes
        let seen = volume?.facts.bricks.first { $0.brick.directory.contains(brick.id.rawValue) }
        if let seen {
            name = "\(seen.brick.host):\(seen.brick.directory)"
            directory = seen.brick.directory
            port = seen.port
            pid = seen.pid
            free = seen.free?.bytes
            status = seen.isOnline ? "up" : "down"
            pendingHeals = volume?.heal?.bricks.first { $0.brick == seen.brick }?.pending
        } else {
            status = "unknown"
        }
    }
}
