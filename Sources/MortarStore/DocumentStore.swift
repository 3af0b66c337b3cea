package import Foundation

/// Where the engine keeps what must outlive it: documents, written in transactions that compare revisions.
package protocol DocumentStore: Sendable {
    /// All documents.
    func load() async throws -> [Document]

    /// Writes everything or nothing, and returns the revision that the written documents now have.
    ///
    /// Throws `StoreConflict` when a document does not have the revision that the transaction expects.
    func commit(_ transaction: StoreTransaction) async throws -> Int64
}

/// One stored thing.
package struct Document: Sendable, Hashable {
    package struct Key: Sendable, Hashable {
        package var kind: String
        package var id: String

        package init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    package var key: Key
    /// JSON, UTF-8.
    package var content: Data
    /// Grows with every transaction of the whole store.
    package var revision: Int64

    package init(key: Key, content: Data, revision: Int64) {
        self.key = key
        self.content = content
        self.revision = revision
    }
}

/// What one commit writes.
package struct StoreTransaction: Sendable {
    package enum Write: Sendable, Hashable {
        case put(Data)
        case delete
        /// Only the revision is compared.
        case keep
    }

    package struct Change: Sendable, Hashable {
        /// The revision the document must have now; 0 when there must be none.
        package var expected: Int64
        package var write: Write

        package init(expected: Int64, write: Write) {
            self.expected = expected
            self.write = write
        }
    }

    package var changes: [Document.Key: Change]

    package init(changes: [Document.Key: Change] = [:]) {
        self.changes = changes
    }
}

/// Somebody else wrote one of the documents in between.
package struct StoreConflict: Error, Hashable, Sendable {
    package var key: Document.Key
    package var expected: Int64
    package var found: Int64

    package init(key: Document.Key, expected: Int64, found: Int64) {
        self.key = key
        self.expected = expected
        self.found = found
    }
}
