import AgentAPI
import HashTreeCollections
package import MortarModel

package import struct Foundation.Date

/// What is wrong with the bricks of a cluster at one moment.
package struct BrickConditions: Sendable {
    private let inventory: Inventory
    private var views: [BrickID: DeviceView] = [:]
    private let answering: Set<HostID>
    private let lost: LostHosts

    package init(_ inventory: Inventory, at time: Date) {
        self.init(inventory, DeviceSurvey(inventory), at: time)
    }

    init(_ inventory: Inventory, _ survey: DeviceSurvey, at time: Date) {
        self.inventory = inventory
        lost = LostHosts(inventory, at: time)
        for view in survey.views.values.joined() {
            if let brick = view.brick { views[brick.id] = view }
        }
        answering = Set(survey.views.keys)
    }

    /// What is wrong with a brick; nil for one that is well, or of which nothing is known for certain.
    package func condition(of brick: Brick) -> BrickCondition? {
        if lost.ids.contains(brick.hostID) { return .lost }
        guard let view = views[brick.id] else {
            // Its device is neither seen nor missed: a blank one is in its place.
            return answering.contains(brick.hostID) && isOffline(brick) ? .failed("Another disk is in its place.") : nil
        }
        let reason = view.health.reasons.joined(separator: " ")
        if view.state == .missing { return isOffline(brick) ? .failed("Its device is missing.") : nil }
        switch view.health.verdict {
        case .failed: return .failed(reason)
        case .failing: return .failing(reason)
        case .worn: return .worn(reason)
        case .healthy, .unknown: return nil
        }
    }

    /// Whether GlusterFS too has nothing of a brick: one that works is never given up for what a survey of devices missed.
    private func isOffline(_ brick: Brick) -> Bool {
        inventory.observations.volumes.values.contains { volume in
            volume.facts.isStatusKnown
                && volume.facts.bricks.contains { $0.brick.directory.contains(brick.id.rawValue) && !$0.isOnline }
        }
    }
}
