import AgentAPI
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

extension Inventory {
    /// What to do about bricks that are not well, at most one of each replica set, none of a set in work.
    package func repairPlans(at time: Date) -> [RepairPlan] {
        let conditions = BrickConditions(self, at: time)
        var taken: Set<HostDevice> = []
        return replicaSets.sortedByName.compactMap { set in
            guard isInService(set), set.work == nil, isRepairedAutomatically(set) else { return nil }
            let unwell = set.bricks.compactMap { brick in conditions.condition(of: brick).map { (brick, $0) } }
            guard let (brick, condition) = unwell.min(by: { $0.1.urgency < $1.1.urgency }) else { return nil }
            let plan = repairPlan(set, brick, condition, without: taken)
            if case .replace(_, _, _, let device, _) = plan { taken.insert(device) }
            return plan
        }
    }

    private func isRepairedAutomatically(_ set: ReplicaSet) -> Bool {
        guard let host = set.bricks.first.flatMap({ hosts[$0.hostID] }) else { return false }
        return (clusters[host.clusterID]?.repair ?? RepairPolicy()).isAutomatic
    }

    private func repairPlan(
        _ set: ReplicaSet, _ brick: Brick, _ condition: BrickCondition, without taken: Set<HostDevice>
    ) -> RepairPlan? {
        let planner = ReplacementPlanner(replacing: brick, of: set)
        let candidates = replacementCandidates.filter {
            !taken.contains(HostDevice(hostID: $0.hostID, device: $0.device))
        }
        if let choice = planner.choose(from: candidates) {
            return .replace(
                set, brick, condition, onto: HostDevice(hostID: choice.hostID, device: choice.device),
                size: choice.size)
        }
        // A worn device does its work until there is something to put in its place; that it is worn is told already.
        if case .worn = condition { return nil }
        let others = planner.takenHosts.compactMap { hosts[$0]?.name }.sorted().joined(separator: ", ")
        return .wait(
            set, brick, condition,
            for: "a blank device of at least \(planner.neededSize) on a host other than \(others)")
    }

    /// Blank devices of hosts that are up and in the trusted pool, none of them promised to a brick.
    package var replacementCandidates: [ReplacementPlanner.Candidate] {
        let coming = replicaSets.compactMap { set -> HostDevice? in
            guard case .replacement(let new) = set.work?.doing else { return nil }
            return HostDevice(hostID: new.hostID, device: new.device)
        }
        return hosts.filter { $0.isPoolMember && $0.status == .up }.flatMap { host -> [ReplacementPlanner.Candidate] in
            let load = replicaSets.flatMap(\.bricks).count { $0.hostID == host.id }
            let free = deviceViews(of: host.id).filter { view in
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
