import Synchronization

/// Documents in memory only, for tests and simulations.
package final class MemoryStore: DocumentStore {
    private struct State {
        var documents: [Document.Key: Document] = [:]
        var revision: Int64 = 0
    }

    private let state: Mutex<State>

    /// A store that holds these documents already.
    package init(_ documents: [Document] = []) {
        let byKey = Dictionary(uniqueKeysWithValues: documents.map { ($0.key, $0) })
        state = Mutex(State(documents: byKey, revision: documents.map(\.revision).max() ?? 0))
    }

    package func load() async throws -> [Document] {
        state.withLock { Array($0.documents.values) }
    }

    package func commit(_ transaction: StoreTransaction) async throws -> Int64 {
        try state.withLock { state in
            for (key, change) in transaction.changes {
                let found = state.documents[key]?.revision ?? 0
                if found != change.expected { throw StoreConflict(key: key, expected: change.expected, found: found) }
            }
            state.revision += 1
            for (key, change) in transaction.changes {
                switch change.write {
                case .keep: break
                case .put(let content):
                    state.documents[key] = Document(key: key, content: content, revision: state.revision)
                case .delete: state.documents[key] = nil
                }
            }
            return state.revision
        }
    }
}
