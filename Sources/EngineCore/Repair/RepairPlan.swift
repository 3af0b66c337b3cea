import AgentAPI
import HashTreeCollections
package import MortarModel
package import Placement

package import struct Foundation.Date

/// What is to be done about one brick that is not well.
package enum RepairPlan: Sendable, Hashable {
    /// Rebuild it on this device.
    case replace(ReplicaSet, Brick, BrickCondition, onto: HostDevice, size: ByteCount)
    /// There is no device that would do.
    case wait(ReplicaSet, Brick, BrickCondition, for: String)
}

extension RepairPlan {
    package var set: ReplicaSet {
        switch self {
        case .replace(let set, _, _, _, _), .wait(let set, _, _, _): set
        }
    }

    package var brick: Brick {
        switch self {
        case .replace(_, let brick, _, _, _), .wait(_, let brick, _, _): brick
        }
    }

    package var condition: BrickCondition {
        switch self {
        case .replace(_, _, let condition, _, _), .wait(_, _, let condition, _): condition
        }
    }
}

extension Inventory {
    /// What to do about bricks that are not well, at most one of each replica set, none of a set in work.
    package func repairPlans(at time: Date) -> [RepairPlan] {
        var planner = RepairPlanner(self, at: time)
        return planner.plans()
    }

    /// Blank devices of hosts of the trusted pool that can take bricks, none of them promised to a brick.
    package var replacementCandidates: [ReplacementPlanner.Candidate] { replacementCandidates(in: DeviceSurvey(self)) }

    func replacementCandidates(in survey: DeviceSurvey) -> [ReplacementPlanner.Candidate] {
        let coming = Set(replicaSets.compactMap(\.comingDevice))
        return hosts.filter(canTakeBricks).flatMap { host -> [ReplacementPlanner.Candidate] in
            let load = survey.book.bricks[host.id]?.count ?? 0
            let free = (survey.views[host.id] ?? []).filter { view in
                let device = HostDevice(hostID: host.id, device: view.facts.stablePath)
                return view.isFree && view.health.verdict <= .healthy && !coming.contains(device)
            }
            return free.map { view in
                ReplacementPlanner.Candidate(
                    hostID: host.id, device: view.facts.stablePath, size: view.facts.size, isSpare: view.isSpare,
                    load: load)
            }
        }
    }
}

extension ReplicaSet {
    /// The device that is about to become one of its bricks.
    fileprivate var comingDevice: HostDevice? {
        guard let new = work?.new else { return nil }
        return HostDevice(hostID: new.hostID, device: new.device)
    }
}
