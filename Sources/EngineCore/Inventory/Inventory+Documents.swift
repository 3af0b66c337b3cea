import Foundation
import MortarModel
package import MortarStore

/// Stored documents that this version cannot read; they stay where they are, untouched.
package struct UnreadableDocument: Error, Sendable {
    package var key: Document.Key
    package var cause: String
}

extension Inventory {
    /// The inventory that the documents tell, and those that cannot be read.
    package init(documents: [Document]) {
        self.init()
        let loaders = Dictionary(uniqueKeysWithValues: Self.shelves.map { ($0.kind, $0.load) })
        for document in documents {
            do {
                guard let load = loaders[document.key.kind] else { throw UnknownKind() }
                try load(&self, document.content)
            } catch {
                observations.unreadable.append(UnreadableDocument(key: document.key, cause: "\(error)"))
            }
        }
        lastEventIndex = events.map(\.index).max() ?? 0
    }

    /// Everything written since the last call; nil where it was removed.
    mutating func takeChanges() throws -> [Document.Key: Data?] {
        var changes: [Document.Key: Data?] = [:]
        for shelf in Self.shelves {
            for (id, content) in try shelf.takeChanges(&self) {
                changes.updateValue(content, forKey: .init(kind: shelf.kind, id: id))
            }
        }
        return changes
    }

    private struct UnknownKind: Error, CustomStringConvertible {
        var description: String { "This version knows no documents of this kind." }
    }

    /// One table as the store sees it.
    private struct Shelf: Sendable {
        var kind: String
        var load: @Sendable (inout Inventory, Data) throws -> Void
        var takeChanges: @Sendable (inout Inventory) throws -> [(String, Data?)]
    }

    private static let shelves: [Shelf] = [
        shelf(\.dataCenters), shelf(\.clusters), shelf(\.hosts), shelf(\.storageDomains), shelf(\.replicaSets),
        shelf(\.retiredBricks), shelf(\.deviceRecords), shelf(\.disks), shelf(\.vms), shelf(\.affinityGroups),
        shelf(\.schedulingPolicies), shelf(\.events), shelf(\.workflows), shelf(\.users), shelf(\.accessTokens),
        shelf(\.leaderships),
    ]

    private static func shelf<Row>(
        _ table: any WritableKeyPath<Inventory, Table<Row>> & Sendable
    ) -> Shelf {
        Shelf(
            kind: Row.kind,
            load: { inventory, content in
                inventory[keyPath: table].load(try JSONDecoder().decode(Row.self, from: content))
            },
            takeChanges: { inventory in
                try inventory[keyPath: table].takeChanges().map { ($0.id.rawValue, try $0.row.map(encoded)) }
            })
    }

    private static func encoded(_ row: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(row)
    }
}
