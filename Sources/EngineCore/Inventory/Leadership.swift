package import MortarModel

/// Which engine leads: every start takes the next epoch, and agents refuse commands of an older one.
package struct Leadership: Entity {
    package static let kind = "leadership"

    package var id: Identifier<Leadership> { Self.only }
    package var name: String { "epoch \(epoch)" }
    package var epoch: Int64

    package static let only = Identifier<Leadership>(rawValue: "leader")
}

extension InventoryStore {
    /// Takes the leadership and returns the new epoch, larger than all before.
    package func lead() async throws -> Int64 {
        try await change { inventory in
            let epoch = (inventory.leaderships[Leadership.only]?.epoch ?? 0) + 1
            inventory.leaderships.insert(Leadership(epoch: epoch))
            return epoch
        }
    }
}
