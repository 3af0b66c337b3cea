import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension CopiesPlanRepresentation {
    init(_ plan: RaisePlan, in inventory: Inventory) {
        self.init()
        redundancy = RedundancyChoice(rawValue: plan.copies.redundancy.rawValue)
        copies = plan.copies.copies.map { BrickMoveRepresentation($0, plan.healRate, in: inventory) }
        bytes = plan.copies.bytes.bytes
        healRate = plan.healRate?.bytes.bytes
        seconds = plan.healRate?.seconds(for: plan.copies.bytes)
        remarks = plan.copies.remarks.map(RemarkRepresentation.init)
        isAllowed = plan.isAllowed
        refusals = plan.refusals.map { RefusalRepresentation(reason: $0.reason, remedy: $0.remedy) }
    }
}

extension BrickMoveRepresentation {
    fileprivate init(_ copy: PlannedCopy, _ rate: HealRate?, in inventory: Inventory) {
        self.init()
        replicaSet = Reference(id: copy.set.rawValue, name: inventory.replicaSets[copy.set]?.name)
        newBrick = BrickRepresentation(copy.new, nil, in: inventory)
        oldBrick = copy.leaving.map { BrickRepresentation($0, nil, in: inventory) }
        bytes = copy.bytes.bytes
        seconds = rate?.seconds(for: copy.bytes)
        tolerance = ToleranceRepresentation(copy.tolerance, in: inventory)
        toleranceAfter = ToleranceRepresentation(copy.toleranceAfter, in: inventory)
    }
}
