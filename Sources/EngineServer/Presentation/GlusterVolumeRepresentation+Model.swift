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
        replicaSet = inventory.replicaSets.named(facts.name).map { Linked(id: $0.id.rawValue) }
        task = inventory.observations.volumeTasks[facts.name].map { VolumeTaskRepresentation($0) }
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
        id = known?.id.rawValue ?? Self.id(of: brick.brick)
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

extension BrickRepresentation {
    /// For a brick that is none of Mortar's, which has only a name: every other sign than letters and digits is written as two
    /// hexadecimal digits, so that no two names have the same.
    static func id(of brick: VolumeBrick) -> String {
        brick.words.utf8.map { byte in
            let sign = Character(UnicodeScalar(byte))
            if sign.isASCII, sign.isLetter || sign.isNumber { return String(sign) }
            return "-" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension VolumeTaskRepresentation {
    init(_ task: VolumeTask) {
        self.init()
        type = task.kind.rawValue
        status = task.state.rawValue
        files = task.files
        size = task.bytes.bytes
        scanned = task.lookups
        failures = task.failures
        skipped = task.skipped
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
