import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI

extension GlusterVolumeRepresentation {
    /// - Parameter history: whether how its heal went on is told too.
    init(_ volume: VolumeObservation, _ cluster: Cluster, in inventory: Inventory, history: Bool = false) {
        let facts = volume.facts
        self.init(id: facts.id, cluster: cluster.id.rawValue)
        name = facts.name
        status = facts.isStarted ? "up" : "down"
        type = facts.type.lowercased().replacing("-", with: "_")
        replicaCount = facts.replicaCount
        arbiterCount = facts.arbiterCount
        heal = HealRepresentation(volume, history: history)
        options = facts.options.sorted { $0.key < $1.key }.map { OptionRepresentation(name: $0.key, value: $0.value) }
    }
}

extension BrickRepresentation {
    /// A volume's brick.
    init(_ brick: VolumeBrickFacts, of volume: VolumeObservation, _ cluster: Cluster, in inventory: Inventory) {
        self.init()
        let known = inventory.replicaSets.flatMap(\.bricks).first { brick.brick.directory.contains($0.id.rawValue) }
        name = "\(brick.brick.host):\(brick.brick.directory)"
        id = known?.id.rawValue ?? name.map { String($0.map { $0.isLetter || $0.isNumber ? $0 : "-" }) }
        let parent = GlusterVolumeRepresentation.href(volume.facts.id, cluster: cluster.id.rawValue)
        href = "\(parent)/\(Self.path)/\(id ?? "")"
        glusterVolume = Linked(id: volume.facts.id)
        glusterVolume?.href = parent
        if let host = inventory.hosts.first(where: { $0.storageAddress == brick.brick.host }) {
            serverID = host.id.rawValue
            self.host = Linked(id: host.id.rawValue)
        }
        directory = brick.brick.directory
        status = brick.isOnline ? "up" : "down"
        port = brick.port
        pid = brick.pid
        device = known?.device
        fileSystem = known == nil ? nil : "xfs"
        isArbiter = brick.isArbiter
        size = brick.size?.bytes
        free = brick.free?.bytes
        pendingHeals = volume.heal?.bricks.first { $0.brick == brick.brick }?.pending
    }
}

extension SearchFields where Object == VolumeObservation {
    static let glusterVolumes = Self(
        prefixes: ["volume"], defaults: ["name"],
        fields: [
            "id": { [.text($0.facts.id)] },
            "name": { [.text($0.facts.name)] },
            "type": { [.text($0.facts.type.lowercased().replacing("-", with: "_"))] },
            "status": { [.text($0.facts.isStarted ? "up" : "down")] },
        ])
}
