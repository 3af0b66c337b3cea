import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension MaintenancePlanRepresentation {
    init(_ plan: MaintenancePlan, in inventory: Inventory) {
        self.init()
        moves = plan.moves.map { VMMoveRepresentation($0, in: inventory) }
        bricks = plan.bricks.map {
            BrickRepresentation($0.brick, inventory.observations.volumes[$0.set.name], in: inventory)
        }
        isAllowed = plan.isAllowed
        refusals = plan.refusals.map { RefusalRepresentation(reason: $0.reason, remedy: $0.remedy) }
    }
}

extension VMMoveRepresentation {
    fileprivate init(_ move: MaintenancePlan.Move, in inventory: Inventory) {
        self.init()
        vm = Reference(id: move.vm.id.rawValue, name: move.vm.name)
        host = move.target.map { Reference(id: $0.rawValue, name: inventory.hosts[$0]?.name) }
        obstacle = move.obstacle.map { "\($0)" }
    }
}
