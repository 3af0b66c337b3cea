import Foundation
import HashTreeCollections
package import MortarModel

/// All entities of one kind, by their id; copying is free, so that a snapshot costs nothing.
package struct Table<Row: Entity>: Sendable {
    private var rows: TreeDictionary<Identifier<Row>, Row> = [:]
    /// What was written since the changes were last taken.
    private var written: Set<Identifier<Row>> = []

    package init() {}

    package var count: Int { rows.count }

    package subscript(id: Identifier<Row>) -> Row? {
        get { rows[id] }
        set {
            guard rows[id] != newValue else { return }
            rows[id] = newValue
            written.insert(id)
        }
    }

    package mutating func insert(_ row: Row) {
        self[row.id] = row
    }

    /// The row with this name; of several, the one with the smallest id.
    package func named(_ name: String) -> Row? {
        rows.values.filter { $0.name == name }.min { $0.id < $1.id }
    }

    /// The row, or a `notFound` failure that names the kind and the id.
    package func required(_ id: Identifier<Row>) throws(Failure) -> Row {
        guard let row = rows[id] else {
            throw Failure(
                .notFound, "There is no \(Row.kind) with the id \(id).",
                correction: "List what there is; it may have been removed in the meantime.")
        }
        return row
    }

    /// Changes a row in place; a `notFound` failure when it is gone.
    package mutating func update(_ id: Identifier<Row>, _ change: (inout Row) throws -> Void) throws {
        var row = try required(id)
        try change(&row)
        self[id] = row
    }

    /// Takes a row over from the store, where it already is.
    mutating func load(_ row: Row) {
        rows[row.id] = row
    }

    /// Every row written since the last call, nil where it was removed.
    mutating func takeChanges() -> [(id: Identifier<Row>, row: Row?)] {
        defer { written = [] }
        return written.map { ($0, rows[$0]) }
    }
}

extension Table: Sequence {
    package func makeIterator() -> some IteratorProtocol<Row> {
        rows.values.makeIterator()
    }

    /// By name, then by id.
    package var sortedByName: [Row] {
        rows.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
