import AgentAPI
import HashTreeCollections
package import MortarModel

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// What is wrong with the bricks of a cluster at one moment.
package struct BrickConditions: Sendable {
    private let inventory: Inventory
    private let time: Date
    private var views: [BrickID: DeviceView] = [:]
    private let answering: Set<HostID>
    private let lost: LostHosts

    package init(_ inventory: Inventory, at time: Date) {
        self.init(inventory, DeviceSurvey(inventory), at: time)
    }

    init(_ inventory: Inventory, _ survey: DeviceSurvey, at time: Date) {
        self.inventory = inventory
        self.time = time
        lost = LostHosts(inventory, at: time)
        for view in survey.views.values.joined() {
            if let brick = view.brick { views[brick.id] = view }
        }
        answering = Set(survey.views.keys)
    }

    /// What is wrong with a brick; nil for one that is well, or of which nothing is known for certain.
    package func condition(of brick: Brick) -> BrickCondition? {
        // The engine's way to a host may be cut while its bricks serve as ever.
        if lost.ids.contains(brick.hostID) { return isOffline(brick) ? .lost : nil }
        guard let view = views[brick.id] else {
            // Its device is neither seen nor missed: a blank one is in its place.
            return answering.contains(brick.hostID) && isOffline(brick) ? .failed("Another disk is in its place.") : nil
        }
        let reason = view.health.reasons.joined(separator: " ")
        if view.state == .missing { return isOffline(brick) ? .failed("Its device is missing.") : nil }
        switch view.health.verdict {
        case .failed: return isFinal(view, brick) ? .failed(reason) : nil
        case .failing: return .failing(reason)
        case .worn: return .worn(reason)
        case .healthy, .unknown: return nil
        }
    }

    /// Whether a failure is there to stay: a file system that has shut down is; one that is silent, or not mounted
    /// yet after a boot, may come back, and is given as long as a host is.
    private func isFinal(_ view: DeviceView, _ brick: Brick) -> Bool {
        let facts = inventory.observations.hosts[brick.hostID]?.facts.bricks.first { $0.id == brick.id }
        guard let facts else { return isOffline(brick) }
        if facts.failure != nil { return facts.hasShutDown || isOffline(brick) }
        guard !facts.isMounted, let absence = inventory.observations.absences[view.id] else { return isOffline(brick) }
        let policy = inventory.hosts[brick.hostID].flatMap { inventory.clusters[$0.clusterID]?.repair }
        let patience = TimeInterval((policy ?? RepairPolicy()).rebuildAfter)
        return isOffline(brick) && time.timeIntervalSince(absence.noticed) >= patience
    }

    /// Whether GlusterFS too has nothing of a brick: one that works is never given up for what a survey of devices
    /// missed.
    private func isOffline(_ brick: Brick) -> Bool {
        inventory.observations.volumes.values.contains { volume in
            volume.facts.isStatusKnown
                && volume.facts.bricks.contains { $0.brick.isPlace(of: brick) && !$0.isOnline }
        }
    }
}
