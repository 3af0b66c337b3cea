import AgentAPI
import Concurrency
import Foundation
import HashTreeCollections
package import Logging
package import MortarModel

/// Decides split-brains by the policy of their storage domain, and tells of those that wait for a person.
package struct ResolveSplitBrains: Sendable {
    private static let interval = Duration.seconds(2)
    /// Seconds between two looks at the same replica set's files, which its hosts read for it.
    private static let patience: TimeInterval = 60
    /// Seconds until a look that failed is tried again.
    private static let retry: TimeInterval = 10

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        try await repeatedly(every: Self.interval, logger, "split-brains cannot be looked at") {
            for set in context.inventory.replicaSets.sortedByName { try await look(at: set) }
        }
    }

    /// Looks at a set that has split-brains, if that is due; failures are logged.
    package func look(at set: ReplicaSet) async throws {
        guard try await isDue(set) else { return }
        let asked = context.now()
        context.store.observe { $0.volumes[set.name]?.splitBrainsAsked = asked }
        do {
            try await context.heals.take { try await decide(set) }
        } catch {
            try Task.checkCancellation()
            context.store.observe { $0.volumes[set.name]?.splitBrainsAsked = asked - (Self.patience - Self.retry) }
            logger.info("split-brains cannot be resolved", metadata: ["set": "\(set.name)", "error": "\(error)"])
        }
    }

    private func isDue(_ set: ReplicaSet) async throws -> Bool {
        guard context.inventory.isInService(set), let seen = context.inventory.observations.volumes[set.name],
            let heal = seen.heal, heal.pending != nil
        else { return false }
        if heal.splitBrain == 0 {
            if seen.splitBrainsAsked != nil || set.splitBrainSources != nil { try await forgetAll(of: set) }
            return false
        }
        guard let asked = seen.splitBrainsAsked else { return true }
        return abs(context.now().timeIntervalSince(asked)) >= Self.patience
    }

    private func forgetAll(of set: ReplicaSet) async throws {
        let id = set.id
        if set.splitBrainSources != nil {
            try await context.store.change { try $0.replicaSets.update(id) { $0.splitBrainSources = nil } }
        }
        context.store.observe { observations in
            observations.volumes[set.name]?.splitBrains = []
            observations.volumes[set.name]?.splitBrainsAsked = nil
            observations.volumes[set.name]?.toldSplitBrains = []
        }
    }

    private func decide(_ set: ReplicaSet) async throws {
        let files = try await SplitBrainSurvey(context: context, set: set).files()
        context.store.observe { $0.volumes[set.name]?.splitBrains = files }
        for file in files {
            do {
                guard let (choice, words) = choice(for: file, of: set) else {
                    throw Failure(.conflict, "The policy of the storage domain is manual.")
                }
                try await SplitBrainDecision(context: context, set: set).take(
                    try choice.place(of: file), of: file, words)
            } catch let failure as Failure where failure.code == .conflict {
                try await tell(file, failure.cause ?? failure.message, of: set)
            }
        }
    }

    /// What was begun goes on; otherwise the policy counts. Nil when a person decides.
    private func choice(for file: SplitBrain, of set: ReplicaSet) -> (SplitBrainChoice, String)? {
        if let begun = set.bricks.first(where: { $0.id == set.splitBrainSources?[file.id] }),
            let source = file.places.map(\.brick).first(where: { $0.isPlace(of: begun) })
        {
            return (.source(source), "as had been begun")
        }
        switch context.inventory.storageDomains[set.storageDomainID]?.splitBrainPolicy ?? .majority {
        case .majority: return (.majority, "which most bricks agree on")
        case .newest: return (.newest, "which was written last")
        case .manual: return nil
        }
    }

    /// Once for each file.
    private func tell(_ file: SplitBrain, _ cause: String, of set: ReplicaSet) async throws {
        guard context.inventory.observations.volumes[set.name]?.toldSplitBrains.contains(file.id) == false else {
            return
        }
        try await context.store.change { inventory in
            inventory.addEvent(
                .splitBrainUndecided, .error,
                "\(inventory.title(of: file)) of replica set \(set.name) is in split-brain and waits for you. \(cause)",
                at: context.now(), about: .init(storageDomain: set.storageDomainID))
        }
        context.store.observe { _ = $0.volumes[set.name]?.toldSplitBrains.insert(file.id) }
    }
}
