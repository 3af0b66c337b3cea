import AgentAPI
package import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    /// Asks the guard and reserves the set and the new device for a replacement; a replacement that has its
    /// reservation keeps it.
    mutating func reserve(_ workflow: ReplaceBrick, at time: Date) throws {
        let set = try replicaSets.required(workflow.set.id)
        if set.work == workflow.work { return }
        guard set.bricks.contains(where: { $0.id == workflow.old.id }) else {
            throw Failure(
                .conflict, "The brick \(workflow.old.id) is none of \(set.name) any more.",
                correction: "“mortar replica-set list” shows its bricks.")
        }
        try refusePlace(of: workflow.new, in: set, replacing: workflow.old.id)
        try permit(.replaceBrick(workflow.old.id), by: workflow.work.owner, at: time)
        try refuseTakenDevices([workflow.new])
        try replicaSets.update(set.id) { $0.work = workflow.work }
        keepStripes(of: [workflow.new])
    }

    /// The set has the new brick from now on, the old one is of no more use.
    mutating func takeOver(_ workflow: ReplaceBrick, at time: Date) {
        guard var set = replicaSets[workflow.set.id],
            let place = set.bricks.firstIndex(where: { $0.id == workflow.old.id })
        else { return }
        set.bricks[place] = workflow.new
        replicaSets[set.id] = set
        let neighbourhood = neighbourhood(of: workflow).map { ", \($0)" } ?? ""
        retiredBricks.insert(RetiredBrick(brick: workflow.old, replicaSetID: set.id, retired: time))
        addEvent(
            .brickReplaced,
            "The brick of replica set \(set.name) on \(words(for: workflow.old)) was replaced by one on"
                + " \(words(for: workflow.new))\(neighbourhood); it is being filled.",
            at: time, about: workflow.subjects)
    }

    mutating func finish(_ workflow: ReplaceBrick, at time: Date) {
        guard var set = replicaSets[workflow.set.id], set.work == workflow.work else { return }
        set.work = nil
        let rate = workflow.filling.flatMap { healRate(filling: workflow.new, since: $0, until: time) }
        set.healRate = rate ?? set.healRate
        replicaSets[set.id] = set
        if !workflow.isWhole {
            return addEvent(
                .brickFilled, .warning,
                "The new brick of replica set \(set.name) is complete; another one of the set is not well.", at: time,
                about: workflow.subjects)
        }
        for var retired in retiredBricks where retired.replicaSetID == set.id {
            retired.isDispensable = true
            retiredBricks[retired.id] = retired
        }
        addEvent(
            .replicaSetWhole, "Replica set \(set.name) is whole again.", at: time, about: workflow.subjects)
    }

    /// A brick as users find it: `h2:/dev/sdb`.
    package func words(for brick: Brick) -> String {
        "\(hosts[brick.hostID]?.name ?? brick.hostID.rawValue):\(brick.device)"
    }
}
