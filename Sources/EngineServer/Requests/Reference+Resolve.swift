import EngineCore
import MortarModel
import OVirtAPI

extension Table {
    /// The object that a client calls by its id or by its name.
    func called(_ reference: Reference) throws(Failure) -> Row {
        if let id = reference.id { return try required(Identifier(rawValue: id)) }
        if let name = reference.name, let row = named(name) { return row }
        throw Failure(
            .notFound, "There is no \(Row.kind) with the name \(reference.name ?? "").",
            correction: "List what there is.")
    }
}
