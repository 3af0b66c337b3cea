import MortarModel
import Placement

/// What a growth copies, beside the least possible and what a rebalance by DHT would copy for the same new sets.
struct GrowthComparison: Encodable {
    var name: String
    var newSets: Int
    var copied: Int64
    var least: Int64
    /// What is copied as a multiple of the least, in the worst of the cases; 1 where nothing has to move.
    var worst: Double
    /// DHT fills the new sets by copying files onto every full copy of theirs.
    var rebalanced: Int64

    init(_ name: String, _ layout: StorageLayout, _ plan: GrowthPlan) {
        self.name = name
        newSets = plan.newSets.count
        copied = plan.bytes.bytes
        least = LayoutSearch(layout).optimum().bytes.bytes
        worst = least > 0 ? Double(copied) / Double(least) : 1
        let used = layout.sets.reduce(0) { $0 + Double($1.used.bytes) }
        let copies = layout.redundancy == .threeCopies ? 3.0 : layout.redundancy == .oneCopy ? 1 : 2
        let old = layout.sets.count
        rebalanced =
            old == 0 ? 0 : Int64(used * copies * HashRanges.movedShare(from: old, to: old + plan.newSets.count))
    }

    /// The sum of several.
    init(_ name: String, sumOf parts: [GrowthComparison]) {
        self.name = name
        newSets = parts.reduce(0) { $0 + $1.newSets }
        copied = parts.reduce(0) { $0 + $1.copied }
        least = parts.reduce(0) { $0 + $1.least }
        worst = parts.map(\.worst).max() ?? 1
        rebalanced = parts.reduce(0) { $0 + $1.rebalanced }
    }
}
