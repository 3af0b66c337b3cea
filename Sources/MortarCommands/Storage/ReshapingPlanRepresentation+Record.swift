import MortarModel
import OVirtAPI

extension ReshapingPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("disks", .list((disks ?? []).map { .text($0.sentence) }))
        record.add("removed_replica_sets", .list((replicaSets ?? []).map { .text($0.name ?? "?") }))
        record.add("bricks", .list((moves ?? []).map { .record($0.record) }))
        record.add("to_copy", bytes: bytes)
        let copied = (moves ?? []).compactMap(\.bytes).reduce(0, +)
        record.add(CopyEstimate(bytes: copied, rate: healRate, seconds: seconds))
        if capacityBefore != nil {
            record.add("capacity_before", bytes: capacityBefore)
            record.add("capacity_after", bytes: capacityAfter)
        }
        if spreadBefore != nil {
            record.add("spread_before", number: spreadBefore)
            record.add("spread_after", number: spreadAfter)
        }
        return record
    }
}

extension DiskMoveRepresentation {
    fileprivate var sentence: String {
        let copied = bytes.map { ", up to \(ByteCount($0)) to copy" } ?? ""
        return "\(disk?.name ?? "?") goes to \(replicaSet?.name ?? "?")\(copied)"
    }
}
