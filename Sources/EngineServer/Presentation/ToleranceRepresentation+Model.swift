import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension ToleranceRepresentation {
    init(_ tolerance: SetTolerance, in inventory: Inventory) {
        self.init()
        text = tolerance.words { inventory.hosts[$0]?.name ?? $0.rawValue }
        bearableHosts = tolerance.bearableHosts
        readOnlyHosts = tolerance.readOnlyHosts.map { Reference($0, in: inventory) }
        stoppingHosts = tolerance.stoppingHosts.map { Reference($0, in: inventory) }
        stoppingZones = tolerance.stoppingZones.map(\.rawValue)
        onlyCopy = tolerance.onlyCopy.map { Reference($0, in: inventory) }
    }
}

extension Reference {
    fileprivate init(_ host: HostID, in inventory: Inventory) {
        self.init(id: host.rawValue, name: inventory.hosts[host]?.name)
    }
}
