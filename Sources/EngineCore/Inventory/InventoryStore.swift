import Concurrency
import Foundation
import MortarModel
package import MortarStore
import Synchronization

/// The one place where the inventory changes: decided on a draft, written to the store, then published.
///
/// Readers take a snapshot and never wait.
package actor InventoryStore {
    private nonisolated let published: Mutex<Inventory>
    private nonisolated let watchers = Watchers()
    private let documents: any DocumentStore
    private var revisions: [Document.Key: Int64]
    private let turn = Turn()

    /// Loads everything there is.
    package init(_ documents: any DocumentStore) async throws {
        let loaded = try await documents.load()
        self.documents = documents
        revisions = Dictionary(uniqueKeysWithValues: loaded.map { ($0.key, $0.revision) })
        published = Mutex(Inventory(documents: loaded))
    }

    /// The cluster as it is written down now.
    package nonisolated var inventory: Inventory {
        published.withLock { $0 }
    }

    /// Makes a change of one piece: `body` decides on a draft; all it wrote is stored, or none of it.
    ///
    /// Throws what `body` throws, and `staleLeader` when another engine wrote in between.
    package func change<Result: Sendable>(
        _ body: @Sendable (inout Inventory) throws -> Result
    ) async throws -> Result {
        try await turn.take {
            var draft = inventory
            let result = try body(&draft)
            try await store(try draft.takeChanges())
            publish(draft)
            return result
        }
    }

    /// Takes over what was seen; nothing is stored.
    package nonisolated func observe(_ body: (inout Observations) -> Void) {
        published.withLock { body(&$0.observations) }
        watchers.wake()
    }

    /// Yields after every change; several changes may come as one.
    package nonisolated func changes() -> AsyncStream<Void> {
        watchers.add()
    }

    /// Waits until `find` finds something in the inventory; throws what it throws, or `CancellationError`.
    package nonisolated(nonsending) func first<Result>(
        _ find: (Inventory) throws -> Result?
    ) async throws -> Result {
        let changes = changes()
        if let found = try find(inventory) { return found }
        for await _ in changes {
            if let found = try find(inventory) { return found }
        }
        throw CancellationError()
    }

    private func store(_ changes: [Document.Key: Data?]) async throws {
        if changes.isEmpty { return }
        var transaction = StoreTransaction(
            changes: Dictionary(
                uniqueKeysWithValues: changes.map { key, content in
                    (key, .init(expected: revisions[key] ?? 0, write: content.map { .put($0) } ?? .delete))
                }))
        if transaction.changes[Self.leadership] == nil {
            transaction.changes[Self.leadership] = .init(expected: revisions[Self.leadership] ?? 0, write: .keep)
        }
        do {
            let revision = try await documents.commit(transaction)
            for (key, content) in changes { revisions[key] = content == nil ? nil : revision }
        } catch let conflict as StoreConflict {
            throw Failure(
                .staleLeader, "Another engine has taken over this cluster.",
                cause: "\(conflict.key.kind) \(conflict.key.id) was written by it.",
                correction: "Stop one of the two engines.")
        }
    }

    /// Compared in every transaction: an engine that has been deposed can write nothing any more.
    private static let leadership = Document.Key(kind: Leadership.kind, id: Leadership.only.rawValue)

    private func publish(_ draft: Inventory) {
        published.withLock { current in
            let observations = current.observations
            current = draft
            current.observations = observations
        }
        watchers.wake()
    }
}
