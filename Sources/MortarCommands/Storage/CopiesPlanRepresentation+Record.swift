import MortarModel
import OVirtAPI

extension CopiesPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("copies", redundancy?.rawValue)
        record.add("new_bricks", .list((copies ?? []).map { .record($0.copyRecord) }))
        record.add("to_copy", bytes: bytes)
        record.add(CopyEstimate(bytes: bytes, rate: healRate, seconds: seconds))
        record.add("remarks", .list((remarks ?? []).compactMap(\.text).map { .text($0) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }
}

extension BrickMoveRepresentation {
    /// One brick more, or one in the place of an arbiter.
    fileprivate var copyRecord: Record {
        let kind = newBrick?.isArbiter == true ? "an arbiter" : "a copy"
        let old = oldBrick.map { ", in the place of the arbiter on \($0.place)" } ?? ""
        return record("brick", "\(replicaSet?.name ?? "?"): \(kind) on \(newBrick?.place ?? "?")\(old)")
    }
}
