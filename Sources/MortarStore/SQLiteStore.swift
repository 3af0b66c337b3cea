import Foundation
import GRDB

/// Documents in one SQLite file, for an engine that runs on one host.
///
/// A commit has reached the disk when it returns (`synchronous=FULL`); only this user can read the file.
package struct SQLiteStore: DocumentStore {
    private let database: DatabaseQueue

    /// Opens the file, or makes it in an existing folder.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        database = try DatabaseQueue(path: path, configuration: configuration)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Self.migrations.migrate(database)
    }

    package func load() async throws -> [Document] {
        try await database.read { database in
            try Row.fetchAll(database, sql: "SELECT kind, id, content, revision FROM document").map { row in
                Document(
                    key: .init(kind: row["kind"], id: row["id"]), content: row["content"], revision: row["revision"])
            }
        }
    }

    package func commit(_ transaction: StoreTransaction) async throws -> Int64 {
        try await database.write { database in
            let last = try Int64.fetchOne(database, sql: "SELECT value FROM revision") ?? 0
            for (key, change) in transaction.changes {
                try check(change, key, in: database)
                try write(change.write, key, revision: last + 1, in: database)
            }
            try database.execute(sql: "UPDATE revision SET value = ?", arguments: [last + 1])
            return last + 1
        }
    }

    private func check(_ change: StoreTransaction.Change, _ key: Document.Key, in database: Database) throws {
        let found = try Int64.fetchOne(
            database, sql: "SELECT revision FROM document WHERE kind = ? AND id = ?", arguments: [key.kind, key.id])
        guard (found ?? 0) == change.expected else {
            throw StoreConflict(key: key, expected: change.expected, found: found ?? 0)
        }
    }

    private func write(
        _ write: StoreTransaction.Write, _ key: Document.Key, revision: Int64, in database: Database
    ) throws {
        switch write {
        case .keep: break
        case .put(let content):
            try database.execute(
                sql: "INSERT OR REPLACE INTO document (kind, id, content, revision) VALUES (?, ?, ?, ?)",
                arguments: [key.kind, key.id, content, revision])
        case .delete:
            try database.execute(
                sql: "DELETE FROM document WHERE kind = ? AND id = ?", arguments: [key.kind, key.id])
        }
    }

    private static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("documents") { database in
            try database.execute(
                sql: """
                    CREATE TABLE document (
                        kind TEXT NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL, revision INTEGER NOT NULL,
                        PRIMARY KEY (kind, id)) WITHOUT ROWID;
                    CREATE TABLE revision (value INTEGER NOT NULL);
                    INSERT INTO revision VALUES (0);
                    """)
        }
        return migrator
    }
}
