import AgentAPI
import EngineCore
import MortarModel
import OVirtAPI

extension SplitBrainRepresentation {
    init(_ file: SplitBrain, of volume: VolumeObservation, _ cluster: Cluster, in inventory: Inventory) {
        self.init(
            id: file.id, volume: GlusterVolumeRepresentation.href(volume.facts.id, cluster: cluster.id.rawValue))
        name = file.path
        if let disk = inventory.disk(of: file) {
            self.disk = Linked(id: disk.id.rawValue)
            self.disk?.name = disk.name
        }
        parts = file.parts.count
        versions = file.versions.map { SplitBrainVersionRepresentation($0, in: inventory) }
    }
}

extension SplitBrainVersionRepresentation {
    fileprivate init(_ version: SplitBrain.Version, in inventory: Inventory) {
        self.init()
        let brick = version.place.brick
        if let host = inventory.hosts.first(where: { $0.storageAddress == brick.host }) {
            self.host = Linked(id: host.id.rawValue)
            self.host?.name = host.name
        }
        self.brick = "\(brick.host):\(brick.directory)"
        isArbiter = version.place.isArbiter
        size = version.size.bytes
        modified = version.modified
        agreeing = version.agreeing
        isWhole = version.isWhole
    }
}
