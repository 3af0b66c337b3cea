import Concurrency
import HashTreeCollections
package import MortarModel

/// What users can ask for about heals.
package struct HealService: Sendable {
    private let context: EngineContext

    package init(_ context: EngineContext) {
        self.context = context
    }

    /// Takes one version of a file in split-brain on all bricks, on fresh facts.
    ///
    /// Throws a `conflict` failure while a brick is away, or where the choice leads to no version; `notFound` when the file is not in
    /// split-brain.
    ///
    /// - Parameter id: the identity of the file in GlusterFS.
    package func resolve(
        _ id: String, of set: ReplicaSetID, by choice: SplitBrainChoice, for request: RequestOrigin
    ) async throws {
        let set = try context.inventory.replicaSets.required(set)
        try await context.heals.take {
            let files = try await SplitBrainSurvey(context: context, set: set).files()
            guard let file = files.first(where: { $0.id == id }) else {
                throw Failure(
                    .notFound, "No file with the identity \(id) is in split-brain in replica set \(set.name).",
                    correction: "“mortar heal show \(set.name)” lists those that are.")
            }
            let words = request.user.map { "as \($0) wished" } ?? "as was wished"
            let decision = SplitBrainDecision(context: context, set: set)
            guard try await decision.take(try choice.place(of: file), of: file, words, by: request) else {
                throw Failure(
                    .conflict, "\(file.path) was decided meanwhile, by GlusterFS itself or by somebody else.",
                    correction: "See whether what is in it is as it should be.")
            }
        }
    }

    /// Sets what decides split-brains of a storage domain; it counts for those that are not decided yet, too.
    package func setPolicy(_ policy: SplitBrainPolicy, of id: StorageDomainID) async throws -> StorageDomain {
        let domain = try await context.store.change { inventory in
            try inventory.storageDomains.update(id) { $0.splitBrainPolicy = policy }
            return try inventory.storageDomains.required(id)
        }
        let sets = context.inventory.replicaSets(of: id)
        context.store.observe { observations in
            for set in sets {
                observations.volumes[set.name]?.splitBrainsAsked = nil
                observations.volumes[set.name]?.toldSplitBrains = []
            }
        }
        return domain
    }
}
