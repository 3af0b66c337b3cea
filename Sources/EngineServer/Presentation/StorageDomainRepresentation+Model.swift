import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI

extension StorageDomainRepresentation {
    init(_ domain: StorageDomain, in inventory: Inventory) {
        self.init(id: domain.id.rawValue)
        name = domain.name
        status = domain.status.rawValue
        externalStatus = "ok"
        redundancy = RedundancyChoice(rawValue: domain.redundancy.rawValue)
        splitBrainPolicy = SplitBrainPolicyChoice(rawValue: (domain.splitBrainPolicy ?? .majority).rawValue)
        dataCenters = [Linked(id: domain.dataCenterID.rawValue)]
        let sets = inventory.replicaSets(of: domain.id)
        available = sets.reduce(0) { $0 + inventory.free(in: $1).bytes }
        used = sets.reduce(0) { $0 + inventory.used(of: $1).bytes }
        committed = sets.reduce(0) { $0 + inventory.committed(of: $1).bytes }
        if let first = sets.first, let server = inventory.servers(of: first).first {
            storage = HostStorage(address: server, volume: first.name)
        }
    }
}

extension ReplicaSetRepresentation {
    init(_ set: ReplicaSet, in inventory: Inventory) {
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
        status = Self.status(set, volume)
        bricks = set.bricks.map { BrickRepresentation($0, volume, in: inventory) }
        let cluster = set.bricks.first.flatMap { inventory.hosts[$0.hostID]?.clusterID }
        if let volume, let cluster {
            glusterVolume = Linked(id: volume.facts.id)
            glusterVolume?.href = GlusterVolumeRepresentation.href(volume.facts.id, cluster: cluster.rawValue)
        }
    }

    private static func status(_ set: ReplicaSet, _ volume: VolumeObservation?) -> String {
        guard let volume else { return "unknown" }
        let online = volume.facts.bricks.count(where: \.isOnline)
        if online == set.bricks.count { return "up" }
        return online * 2 > set.bricks.count ? "degraded" : "down"
    }
}

extension BrickRepresentation {
    /// A replica set's brick.
    fileprivate init(_ brick: Brick, _ volume: VolumeObservation?, in inventory: Inventory) {
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

extension Inventory {
    /// What images take of a replica set on each full copy, as its bricks tell.
    func used(of set: ReplicaSet) -> ByteCount {
        let bricks = observations.volumes[set.name]?.facts.bricks.filter { !$0.isArbiter } ?? []
        return bricks.compactMap { brick in
            guard let size = brick.size, let free = brick.free else { return nil }
            return size - free
        }.max() ?? .zero
    }

    /// What a replica set's disks could grow to.
    func committed(of set: ReplicaSet) -> ByteCount {
        disks.filter { $0.replicaSetID == set.id }.reduce(.zero) { $0 + $1.size }
    }
}

extension SearchFields where Object == StorageDomain {
    static func storageDomains(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["storage", "storagedomain"], defaults: ["name"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "status": { [.word($0.status.rawValue)] },
                "datacenter": { inventory.dataCenters[$0.dataCenterID].map { [.text($0.name)] } ?? [] },
            ])
    }
}
