import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    /// Asks the guard and reserves the set and the new device for one more copy; an addition that has its reservation
    /// keeps it.
    mutating func reserve(_ workflow: AddBrick, at time: Date) throws {
        let set = try replicaSets.required(workflow.set.id)
        if set.work == workflow.work || set.bricks.contains(where: { $0.id == workflow.new.id }) { return }
        guard set.bricks == workflow.set.bricks else {
            throw Failure(
                .conflict, "Replica set \(set.name) has other bricks now.",
                correction: "“mortar replica-set list” shows them; plan anew.")
        }
        try refusePlace(of: workflow.new, in: set, replacing: workflow.leaving?.id)
        try permit(.addBrick(set.id), by: workflow.work.owner, at: time)
        try refuseTakenDevices([workflow.new])
        try replicaSets.update(set.id) { $0.work = workflow.work }
        keepStripes(of: [workflow.new])
    }

    /// The set has the new brick from now on.
    mutating func takeIn(_ workflow: AddBrick, at time: Date) {
        guard var set = replicaSets[workflow.set.id], !set.bricks.contains(where: { $0.id == workflow.new.id }) else {
            return
        }
        remove(workflow.leaving, from: &set, at: time)
        set.bricks.append(workflow.new)
        if set.bricks.count == workflow.redundancy.brickCount { set.redundancy = workflow.redundancy }
        replicaSets[set.id] = set
    }

    /// The arbiter is gone, and its place was not taken.
    mutating func takeOut(_ workflow: AddBrick, at time: Date) {
        guard var set = replicaSets[workflow.set.id] else { return }
        remove(workflow.leaving, from: &set, at: time)
        replicaSets[set.id] = set
    }

    /// What an arbiter knows is of no more use; its device is cleared when the set is whole without it.
    private mutating func remove(_ leaving: Brick?, from set: inout ReplicaSet, at time: Date) {
        guard let leaving, set.bricks.contains(where: { $0.id == leaving.id }) else { return }
        set.bricks.removeAll { $0.id == leaving.id }
        retiredBricks.insert(RetiredBrick(brick: leaving, replicaSetID: set.id, retired: time))
    }

    mutating func finish(_ workflow: AddBrick, at time: Date) {
        guard var set = replicaSets[workflow.set.id], set.work == workflow.work else { return }
        set.work = nil
        let rate = workflow.filling.flatMap { healRate(filling: workflow.new, since: $0, until: time) }
        set.healRate = rate ?? set.healRate
        replicaSets[set.id] = set
        for var retired in retiredBricks where retired.replicaSetID == set.id {
            retired.isDispensable = true
            retiredBricks[retired.id] = retired
        }
        let kind = workflow.new.isArbiter ? "an arbiter" : "one copy more"
        addEvent(
            .copyAdded, "Replica set \(set.name) has \(kind), on \(words(for: workflow.new)).", at: time,
            about: workflow.subjects)
    }
}
