import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI
import Placement

extension ReplacementPlanRepresentation {
    init(_ replacement: ReplaceBrick, in inventory: Inventory) {
        self.init()
        let volume = inventory.observations.volumes[replacement.set.name]
        replicaSet = Reference(id: replacement.set.id.rawValue, name: replacement.set.name)
        oldBrick = BrickRepresentation(replacement.old, volume, in: inventory)
        newBrick = BrickRepresentation(replacement.new, nil, in: inventory)
        newBrick?.status = nil
        wipe = replacement.wipe
        zoneRemark = inventory.neighbourhoodWithReason(of: replacement)
    }

    init(_ plan: ReplacementPlan, in inventory: Inventory) {
        self.init(plan.replacement, in: inventory)
        let volume = inventory.observations.volumes[plan.replacement.set.name]
        condition = plan.condition?.words
        bytes = plan.bytes.bytes
        remainingBricks = plan.remaining.map { BrickRepresentation($0, volume, in: inventory) }
        isAllowed = plan.refusals.isEmpty
        refusals = plan.refusals.map { RefusalRepresentation(reason: $0.reason, remedy: $0.remedy) }
    }
}
