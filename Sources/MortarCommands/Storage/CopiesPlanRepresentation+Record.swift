import MortarModel
import OVirtAPI

extension CopiesPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("copies", redundancy?.rawValue)
        record.add("new_bricks", .list((copies ?? []).map { .record($0.record) }))
        record.add("to_copy", bytes: bytes)
        record.add(CopyEstimate(bytes: bytes, rate: healRate, seconds: seconds))
        record.add("remarks", .list((remarks ?? []).compactMap(\.text).map { .text($0) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }
}

extension PlannedCopyRepresentation {
    fileprivate var record: Record {
        var record = Record()
        let kind = newBrick?.isArbiter == true ? "an arbiter" : "a copy"
        let old = oldBrick.map { ", in the place of the arbiter on \($0.place)" } ?? ""
        record.add("brick", "\(replicaSet?.name ?? "?"): \(kind) on \(newBrick?.place ?? "?")\(old)")
        record.add("to_copy", bytes: bytes)
        if let seconds { record.add("seconds", number: seconds) }
        record.add("meanwhile", tolerance?.text)
        record.add("afterwards", toleranceAfter?.text)
        return record
    }
}
