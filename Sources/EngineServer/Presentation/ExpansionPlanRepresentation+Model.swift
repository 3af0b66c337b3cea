import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension ExpansionPlanRepresentation {
    init(_ plan: ExpansionPlan, in inventory: Inventory) {
        self.init()
        moves = plan.growth.moves.map { BrickMoveRepresentation($0, plan.healRate, in: inventory) }
        replicaSets = plan.sets.map { ReplicaSetRepresentation(planned: $0, in: inventory) }
        bytes = plan.growth.bytes.bytes
        healRate = plan.healRate?.bytes.bytes
        seconds = plan.healRate?.seconds(for: plan.growth.bytes)
        capacityBefore = plan.growth.capacityBefore.bytes
        capacityAfter = plan.growth.capacityAfter.bytes
        remarks = plan.growth.remarks.map(RemarkRepresentation.init)
        isAllowed = plan.isAllowed
        refusals = plan.refusals.map { RefusalRepresentation(reason: $0.reason, remedy: $0.remedy) }
    }
}

extension BrickMoveRepresentation {
    init(_ move: PlannedBrickMove, _ rate: HealRate?, in inventory: Inventory) {
        self.init()
        let set = inventory.replicaSets[move.set]
        replicaSet = Reference(id: move.set.rawValue, name: set?.name)
        oldBrick = BrickRepresentation(move.old, set.flatMap { inventory.observations.volumes[$0.name] }, in: inventory)
        newBrick = BrickRepresentation(move.new, nil, in: inventory)
        bytes = move.bytes.bytes
        seconds = rate?.seconds(for: move.bytes)
        tolerance = ToleranceRepresentation(move.tolerance, in: inventory)
        toleranceAfter = ToleranceRepresentation(move.toleranceAfter, in: inventory)
    }
}

extension ReplicaSetRepresentation {
    /// One that is not there yet, or is about to go.
    init(planned set: ReplicaSet, in inventory: Inventory) {
        self.init()
        name = set.name
        capacity = set.capacity.bytes
        bricks = set.bricks.map { BrickRepresentation($0, nil, in: inventory) }
    }
}
