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
        try await repeatedly(every: Self.interval, logger, "volumes could not be observed") { try await look() }
    }

    /// Asks once and writes down what changed.
    package func look() async throws {
        if VolumeSchedule.isLookDue(context.inventory, at: context.now()) {
            let asked = context.now()
            let told = try await context.volumes()
            for facts in told where facts.isStatusKnown { try await take(facts, asked) }
            context.take(told, asked: asked)
            context.store.observe { $0.volumesAsked = asked }
        }
        let inventory = context.inventory
        for set in inventory.replicaSets.sortedByName where inventory.isInService(set) {
            guard VolumeSchedule.isHealSummaryDue(of: set, inventory, at: context.now()) else { continue }
            do {
                try await lookAtHeals(of: set)
            } catch {
                try Task.checkCancellation()
                logger.info("heals could not be asked", metadata: ["set": "\(set.name)", "error": "\(error)"])
            }
        }
    }

    /// - Parameter asked: when; a change that was announced since may not be in the facts.
    private func take(_ facts: VolumeFacts, _ asked: Date) async throws {
        let before = context.inventory.observations.volumes[facts.name]
        let changed = changedBricks(before?.facts, facts)
        context.store.observe { observations in
            var now = observations.volumes[facts.name] ?? VolumeObservation(facts: facts, observed: asked)
            (now.facts, now.observed) = (facts, asked)
            if !changed.isEmpty {
                (now.heal, now.healObserved) = (nil, nil)
                now.progress.interrupt()
            }
            observations.volumes[facts.name] = now
        }
        if let before { try await noteOptions(of: facts, before.facts.options) }
        // The bricks of a volume that was stopped are offline because somebody wished it.
        if changed.isEmpty || before == nil || !facts.isStarted || before?.facts.isStarted == false { return }
        try await context.store.change { $0.tell(changed, of: facts.name, at: context.now()) }
    }

    /// Nothing is written where nothing has changed.
    private func noteOptions(of facts: VolumeFacts, _ before: [String: String]) async throws {
        let inventory = context.inventory
        guard let set = inventory.replicaSets.named(facts.name),
            inventory.optionDrift(of: set, before: before) != set.toldOptions ?? [:]
        else { return }
        try await context.store.change { $0.noteOptionDrift(of: set.id, before: before, at: context.now()) }
    }

    private func changedBricks(_ before: VolumeFacts?, _ now: VolumeFacts) -> [VolumeBrickFacts] {
        let online = Dictionary((before?.bricks ?? []).map { ($0.brick, $0.isOnline) }, uniquingKeysWith: { $1 })
        return now.bricks.filter { online[$0.brick] != $0.isOnline }
    }

    private func lookAtHeals(of set: ReplicaSet) async throws {
        // Noted before it is asked: a set that cannot tell is not asked all the time.
        let asked = context.now()
        context.store.observe { $0.volumes[set.name]?.healObserved = asked }
        let heal = try await context.anyPoolAgent().healSummary(volume: set.name)
        let time = context.now()
        context.store.observe { observations in
            observations.volumes[set.name]?.heal = heal
            observations.volumes[set.name]?.healObserved = time
        }
        try await tell(heal, of: set)
        try await context.noteHeal(heal, of: set)
    }

    private func tell(_ heal: HealSummary, of set: ReplicaSet) async throws {
        let told = context.inventory.observations.volumes[set.name]?.toldHeal
        let isNews = told?.pending != heal.pending || (told?.splitBrain ?? 0) != heal.splitBrain
        guard isNews, let now = heal.pending, now > 0 || (told?.pending ?? 0) > 0 else { return }
        try await context.store.change { inventory in
            inventory.addEvent(
                now == 0 ? .healDone : .healNeeded, heal.splitBrain > 0 ? .error : .normal,
                "Replica set \(set.name) \(heal.words(now))", at: context.now(),
                about: .init(storageDomain: set.storageDomainID))
        }
        context.store.observe { $0.volumes[set.name]?.toldHeal = heal }
    }
}

extension HealSummary {
    fileprivate func words(_ pending: Int) -> String {
        if pending == 0 { return "is healed." }
        if splitBrain == 0 { return "has \(pending) entries to heal." }
        return
            "has \(pending) entries to heal, \(splitBrain) of them in split-brain: nobody but you can tell which copy is right."
    }
}

extension Inventory {
    /// Whether a replica set's volume should be running.
    package func isInService(_ set: ReplicaSet) -> Bool {
        storageDomains[set.storageDomainID]?.status == .active && (set.phase ?? .closed) == .closed
    }

    fileprivate mutating func tell(_ bricks: [VolumeBrickFacts], of volume: String, at time: Date) {
        for brick in bricks {
            let host = hosts.first { $0.storageAddress == brick.brick.host }
            let domain = replicaSets.named(volume)?.storageDomainID
            let owner = domain == nil ? "volume" : "replica set"
            let name = "The brick \(brick.brick.host):\(brick.brick.directory) of \(owner) \(volume)"
            addEvent(
                brick.isOnline ? .brickUp : .brickDown, brick.isOnline ? .normal : .error,
                "\(name) is \(brick.isOnline ? "online" : "offline").", at: time,
                about: .init(host: host?.id, storageDomain: domain))
        }
    }
}
