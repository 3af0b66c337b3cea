import EngineCore
import MortarModel
import OVirtAPI

extension Linked {
    /// The object that a client calls by its id or by its name.
    func resolve<Row: Entity>(in table: Table<Row>) throws -> Row {
        if let id { return try table.required(Identifier(rawValue: id)) }
        if let name, let row = table.named(name) { return row }
        throw Failure(
            .notFound, "There is no \(Row.kind) with the name \(name ?? "").", correction: "List what there is.")
    }
}
