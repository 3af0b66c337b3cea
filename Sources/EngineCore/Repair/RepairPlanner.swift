import AgentAPI
import MortarModel
import Placement

import struct Foundation.Date

/// Decides what to do about bricks that are not well; looks at all devices once.
struct RepairPlanner {
    private let inventory: Inventory
    private let survey: DeviceSurvey
    private let conditions: BrickConditions
    /// Only few repairs are needed at most times: candidates are looked for with the first.
    private lazy var candidates = inventory.replacementCandidates(in: survey)
    private lazy var zones = inventory.zones
    private lazy var attempts = RepairAttempts(inventory)

    init(_ inventory: Inventory, at time: Date) {
        self.inventory = inventory
        survey = DeviceSurvey(inventory)
        conditions = BrickConditions(inventory, survey, at: time)
    }

    /// At most one of each replica set, none of a set in work, no device twice.
    mutating func plans() -> [RepairPlan] {
        var plans: [RepairPlan] = []
        for (set, brick, condition) in unwell {
            guard let plan = plan(set, brick, condition) else { continue }
            if case .replace(_, _, _, let device, _) = plan {
                candidates.removeAll { HostDevice(hostID: $0.hostID, device: $0.device) == device }
            }
            plans.append(plan)
        }
        return plans
    }

    /// Of each set the brick whose repair is the most urgent.
    private var unwell: [(ReplicaSet, Brick, BrickCondition)] {
        let found = inventory.replicaSets.compactMap { set -> (ReplicaSet, Brick, BrickCondition)? in
            guard inventory.isInService(set), set.work == nil, isRepairedAutomatically(set) else { return nil }
            let unwell = set.bricks.compactMap { brick in conditions.condition(of: brick).map { (brick, $0) } }
            return unwell.min { $0.1.urgency < $1.1.urgency }.map { (set, $0.0, $0.1) }
        }
        return found.sorted { ($0.0.name, $0.0.id) < ($1.0.name, $1.0.id) }
    }

    private func isRepairedAutomatically(_ set: ReplicaSet) -> Bool {
        guard let host = set.bricks.first.flatMap({ inventory.hosts[$0.hostID] }) else { return false }
        return (inventory.clusters[host.clusterID]?.repair ?? RepairPolicy()).isAutomatic
    }

    /// Devices of one make wear out together: they are evacuated one after the other, so that never many sets lack a
    /// copy.
    private var isBusy: Bool { inventory.replicaSets.contains { $0.work != nil } }

    private mutating func plan(_ set: ReplicaSet, _ brick: Brick, _ condition: BrickCondition) -> RepairPlan? {
        let planner = ReplacementPlanner(replacing: brick, of: set, zones: zones)
        if case .worn = condition, isBusy { return nil }
        // A device on which it went wrong lately is tried again only when there is no other.
        let untried = candidates.filter { !attempts.failed(on: $0, for: set) }
        if let choice = planner.choose(from: untried) ?? planner.choose(from: candidates) {
            return .replace(
                set, brick, condition, onto: HostDevice(hostID: choice.hostID, device: choice.device),
                size: choice.size)
        }
        // A worn device does its work until there is something to put in its place; that it is worn is told already.
        if case .worn = condition { return nil }
        let others = planner.takenHosts.compactMap { inventory.hosts[$0]?.name }.sorted().joined(separator: ", ")
        return .wait(
            set, brick, condition,
            for: "a blank device of at least \(planner.neededSize) on a host other than \(others)")
    }
}
