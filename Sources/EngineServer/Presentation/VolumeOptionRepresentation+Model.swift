import EngineCore
import MortarModel
import OVirtAPI

extension VolumeOptionRepresentation {
    init(_ state: VolumeOptionState, of set: ReplicaSet) {
        self.init()
        id = "\(set.id)-\(state.name)"
        name = state.name
        replicaSet = Reference(id: set.id.rawValue, name: set.name)
        value = state.value
        wanted = state.wanted?.value
        self.state = state.kind.rawValue
        reason = state.wanted?.reason
        hazard = state.wanted?.hazard
    }

    /// Those of a set that are worth a look.
    static func remarkable(of set: ReplicaSet, in inventory: Inventory) -> [VolumeOptionRepresentation]? {
        inventory.volumeOptions(of: set)?.filter { [.differs, .yours].contains($0.kind) }.map { .init($0, of: set) }
    }
}
