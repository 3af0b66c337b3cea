package import MortarModel

package import struct Foundation.Date

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
    ///
    /// An epoch is at least the time of its beginning, in seconds since 1970: agents remember epochs that a restored backup does
    /// not know.
    package func lead(at time: Date) async throws -> Int64 {
        try await change { inventory in
            let last = inventory.leaderships[Leadership.only]?.epoch ?? 0
            let epoch = max(last + 1, Int64(time.timeIntervalSince1970))
            inventory.leaderships.insert(Leadership(epoch: epoch))
            return epoch
        }
    }
}
