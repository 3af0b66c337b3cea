import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension ReshapingPlanRepresentation {
    init(_ plan: ShrinkPlan, in inventory: Inventory) {
        self.init()
        disks = plan.disks.map { DiskMoveRepresentation($0, in: inventory) }
        moves = plan.growth.moves.map { BrickMoveRepresentation($0, plan.healRate, in: inventory) }
        healRate = plan.healRate?.bytes.bytes
        seconds = plan.healRate?.seconds(for: plan.growth.bytes)
        replicaSets = plan.removed.map { ReplicaSetRepresentation(planned: $0, in: inventory) }
        bytes = plan.bytes.bytes
        capacityBefore = plan.growth.capacityBefore.bytes
        capacityAfter = plan.growth.capacityAfter.bytes
    }

    init(_ plan: BalancePlan, in inventory: Inventory) {
        self.init()
        disks = plan.moves.map { DiskMoveRepresentation($0, in: inventory) }
        bytes = plan.bytes.bytes
        spreadBefore = Int((plan.spreadBefore * 100).rounded())
        spreadAfter = Int((plan.spreadAfter * 100).rounded())
    }
}

extension DiskMoveRepresentation {
    fileprivate init(_ move: PlannedDiskMove, in inventory: Inventory) {
        self.init()
        disk = Reference(id: move.disk.rawValue, name: inventory.disks[move.disk]?.name)
        replicaSet = Reference(id: move.target.rawValue, name: inventory.replicaSets[move.target]?.name)
        bytes = move.bytes.bytes
    }
}
