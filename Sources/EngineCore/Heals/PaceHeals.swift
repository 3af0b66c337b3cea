import AgentAPI
import Concurrency
import Foundation
import HashTreeCollections
package import Logging
package import MortarModel
import Placement

/// Slows a replica set's heal down while it makes writes of VMs slow, and speeds it up while it does not.
///
/// The threads that heal are an option of the set's volume. What it was before is written down first, and given back when
/// all is healed, also by an engine that comes after. An option that somebody else changes meanwhile is left alone until then.
package struct PaceHeals: Sendable {
    private static let interval = Duration.seconds(5)
    /// Seconds between two changes of the same set's option, over which writes are measured.
    static let period: TimeInterval = 60

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var memory = HealPaceMemory()
        try await repeatedly(every: Self.interval, logger, "heals could not be paced") {
            for set in context.inventory.replicaSets.sortedByName { try await look(at: set.id, &memory) }
        }
    }

    /// Looks at one set; failures are logged.
    package func look(at id: ReplicaSetID, _ memory: inout HealPaceMemory) async throws {
        let inventory = context.inventory
        guard let set = inventory.replicaSets[id], inventory.isInService(set), set.isReplicated,
            let seen = inventory.observations.volumes[set.name], let left = seen.heal?.healable
        else { return }
        do {
            if left == 0 || inventory.healLatency(of: set) == nil {
                try await end(set, &memory)
            } else if seen.facts.bricks.allSatisfy(\.isOnline) {
                try await pace(set, seen, &memory)
            }
        } catch {
            try Task.checkCancellation()
            logger.info("a heal could not be paced", metadata: ["set": "\(set.name)", "error": "\(error)"])
        }
    }

    // MARK: While it heals

    private func pace(
        _ set: ReplicaSet, _ seen: VolumeObservation, _ memory: inout HealPaceMemory
    ) async throws {
        guard memory.isDue(set.id, at: context.now()), memory.knows(seen, of: set.id) else { return }
        let threads = seen.facts.healThreads
        if let pace = set.healPace, !pace.isOwn(threads) {
            memory.leaveAlone(set.id)
            return try await write(nil, set)
        }
        if memory.isLeftAlone(set.id) { return }
        let before = memory.begin(set.id, at: context.now())
        let sample = try await context.sampleWrites(on: set)
        memory.keep(sample, of: set.id)
        guard let before, let limit = context.inventory.healLatency(of: set) else { return }
        let (usual, latency) = (set.healPace?.usual ?? threads, sample.latency(since: before))
        let next = HealThrottle(usual: usual, limit: limit).threads(after: threads, latency: latency)
        if next == threads { return }
        try await change(HealPace(usual: usual, threads: next, before: threads), of: set, because: latency, &memory)
    }

    private func change(
        _ pace: HealPace, of set: ReplicaSet, because latency: Duration?, _ memory: inout HealPaceMemory
    ) async throws {
        let isNews = pace.threads < pace.usual && memory.tell(set.id)
        try await write(pace, set) { inventory in
            if isNews { inventory.tellSlowHeal(pace, of: set, latency ?? .zero, at: context.now()) }
        }
        defer { memory.changed(set.id, at: context.now()) }
        try await apply(pace.threads, to: set)
        logger.info(
            "a heal has another pace",
            metadata: ["set": "\(set.name)", "threads": "\(pace.threads)", "latency": "\(latency ?? .zero)"])
    }

    // MARK: When it is over

    private func end(_ set: ReplicaSet, _ memory: inout HealPaceMemory) async throws {
        guard let seen = context.inventory.observations.volumes[set.name], memory.knows(seen, of: set.id) else {
            return
        }
        memory.forget(set.id)
        guard let pace = set.healPace else { return }
        if pace.isOwn(seen.facts.healThreads) {
            try await apply(pace.usual, to: set)
            logger.info(
                "a heal's pace is the usual again", metadata: ["set": "\(set.name)", "threads": "\(pace.usual)"])
        }
        try await write(nil, set)
    }

    // MARK: The option

    private func apply(_ threads: Int, to set: ReplicaSet) async throws {
        let request = VolumeOptionsRequest(volume: set.name, options: [VolumeOptions.healThreads: "\(threads)"])
        try await context.pool.take { try await context.anyPoolAgent().setVolumeOptions(request) }
        context.store.observe { $0.volumes[set.name]?.facts.options.merge(request.options) { $1 } }
    }

    private func write(
        _ pace: HealPace?, _ set: ReplicaSet, _ telling: @Sendable (inout Inventory) -> Void = { _ in }
    ) async throws {
        try await context.store.change { inventory in
            guard inventory.replicaSets[set.id] != nil else { return }
            try inventory.replicaSets.update(set.id) { $0.healPace = pace }
            telling(&inventory)
        }
    }
}

extension HealSummary {
    /// Entries that waiting heals; nil when any brick could not be asked.
    fileprivate var healable: Int? { pending.map { max(0, $0 - splitBrain) } }
}

extension VolumeFacts {
    /// GlusterFS's own default is 1.
    fileprivate var healThreads: Int { options[VolumeOptions.healThreads].flatMap { Int($0) } ?? 1 }
}
