import Foundation
import MortarStore
import Testing

@Suite struct SQLiteStoreTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    let web = Document.Key(kind: "VM", id: "web")
    let db = Document.Key(kind: "VM", id: "db")

    private func withStore<R>(_ body: (SQLiteStore) async throws -> R) async throws -> R {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(try open())
    }

    private func open() throws -> SQLiteStore { try SQLiteStore(path: folder.appending(path: "s.sqlite").path()) }

    private func put(_ text: String, expected: Int64) -> StoreTransaction.Change {
        .init(expected: expected, write: .put(Data(text.utf8)))
    }

    @Test func findsAgainWhatWasCommittedAfterReopening() async throws {
        try await withStore { store in
            let revision = try await store.commit(.init(changes: [web: put("1", expected: 0)]))
            let loaded = try await open().load()
            #expect(loaded == [Document(key: web, content: Data("1".utf8), revision: revision)])
        }
    }

    @Test func writesNothingWhenOneRevisionIsNotAsExpected() async throws {
        try await withStore { store in
            let first = try await store.commit(.init(changes: [web: put("1", expected: 0)]))
            let stale = StoreTransaction(changes: [db: put("2", expected: 0), web: put("3", expected: first + 7)])
            await #expect(throws: StoreConflict(key: web, expected: first + 7, found: first)) {
                try await store.commit(stale)
            }
            #expect(try await store.load().map(\.key) == [web])
        }
    }

    @Test func deletesOnlyTheExpectedRevision() async throws {
        try await withStore { store in
            let first = try await store.commit(.init(changes: [web: put("1", expected: 0)]))
            _ = try await store.commit(.init(changes: [web: .init(expected: first, write: .delete)]))
            #expect(try await store.load().isEmpty)
        }
    }

    @Test func onlyTheOwnerCanReadTheFile() async throws {
        try await withStore { _ in
            let path = folder.appending(path: "s.sqlite").path()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }
}
