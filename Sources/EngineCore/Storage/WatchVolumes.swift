import AgentAPI
import Foundation
import HashTreeCollections
package import Logging
package import MortarModel

/// Keeps an eye on every replica set's volume: which bricks are online, what waits to be healed.
package struct WatchVolumes: Sendable {
    /// Between two questions to the schedule, which cost nothing.
    private static let interval = Duration.seconds(1)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        while true {
            do {
                try await look()
            } catch {
                try Task.checkCancellation()
                logger.debug("volumes could not be observed", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// Asks once and writes down what changed.
    package func look() async throws {
        if VolumeSchedule.isLookDue(context.inventory, at: context.now()) {
            let asked = context.now()
            for facts in try await context.anyPoolAgent().volumes() { try await take(facts, asked) }
        }
        let inventory = context.inventory
        for set in inventory.replicaSets.sortedByName where inventory.isInService(set) {
            guard VolumeSchedule.isHealSummaryDue(of: set, inventory, at: context.now()) else { continue }
            try await lookAtHeals(of: set)
        }
    }

    /// - Parameter asked: when; a change that was announced since may not be in the facts.
    private func take(_ facts: VolumeFacts, _ asked: Date) async throws {
        let before = context.inventory.observations.volumes[facts.name]
        var now = VolumeObservation(
            facts: facts, observed: asked, heal: before?.heal, healObserved: before?.healObserved)
        let changed = changedBricks(before?.facts, facts)
        if !changed.isEmpty { now.heal = nil }
        context.store.observe { [now] in $0.volumes[facts.name] = now }
        if changed.isEmpty || before == nil { return }
        try await context.store.change { $0.tell(changed, of: facts.name, at: context.now()) }
    }

    private func changedBricks(_ before: VolumeFacts?, _ now: VolumeFacts) -> [VolumeBrickFacts] {
        let online = Dictionary((before?.bricks ?? []).map { ($0.brick, $0.isOnline) }, uniquingKeysWith: { $1 })
        return now.bricks.filter { online[$0.brick] != $0.isOnline }
    }

    private func lookAtHeals(of set: ReplicaSet) async throws {
        let before = context.inventory.observations.volumes[set.name]?.heal?.pending
        let heal = try await context.anyPoolAgent().healSummary(volume: set.name)
        let time = context.now()
        context.store.observe { observations in
            observations.volumes[set.name]?.heal = heal
            observations.volumes[set.name]?.healObserved = time
        }
        try await tellHeals(of: set, from: before, to: heal.pending)
    }

    private func tellHeals(of set: ReplicaSet, from before: Int?, to now: Int?) async throws {
        guard before != now, let now, now > 0 || (before ?? 0) > 0 else { return }
        try await context.store.change { inventory in
            let code: EventCode = now == 0 ? .healDone : .healNeeded
            let text =
                now == 0
                ? "Replica set \(set.name) is healed."
                : "Replica set \(set.name) has \(now) entries to heal."
            inventory.addEvent(code, text, at: context.now(), about: .init(storageDomain: set.storageDomainID))
        }
    }
}

extension Inventory {
    /// Whether a replica set's volume should be running.
    package func isInService(_ set: ReplicaSet) -> Bool {
        storageDomains[set.storageDomainID]?.status == .active
    }

    fileprivate mutating func tell(_ bricks: [VolumeBrickFacts], of volume: String, at time: Date) {
        for brick in bricks {
            let host = hosts.first { $0.storageAddress == brick.brick.host }
            let domain = replicaSets.named(volume)?.storageDomainID
            let name = "The brick \(brick.brick.host):\(brick.brick.directory) of replica set \(volume)"
            addEvent(
                brick.isOnline ? .brickUp : .brickDown, brick.isOnline ? .normal : .error,
                "\(name) is \(brick.isOnline ? "online" : "offline").", at: time,
                about: .init(host: host?.id, storageDomain: domain))
        }
    }
}
