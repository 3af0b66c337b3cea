import MortarModel
import OVirtAPI

extension ExpansionPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("moves", .list((moves ?? []).map { .text($0.sentence) }))
        record.add("new_replica_sets", .list((replicaSets ?? []).map { .text($0.planSentence) }))
        record.add("to_copy", bytes: bytes)
        record.add("capacity_before", bytes: capacityBefore)
        record.add("capacity_after", bytes: capacityAfter)
        record.add("remarks", .list((remarks ?? []).compactMap(\.text).map { .text($0) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }

    /// What to do with a plan.
    var advice: String {
        isAllowed == false
            ? "See to the refusals, then ask again." : "Nothing is done yet: the same with --yes does it."
    }
}

extension BrickMoveRepresentation {
    var sentence: String {
        let copied = bytes.map { ", \(ByteCount($0)) to copy" } ?? ""
        return "\(replicaSet?.name ?? "?"): \(oldBrick?.place ?? "?") goes to \(newBrick?.place ?? "?")\(copied)"
    }
}

extension ReplicaSetRepresentation {
    fileprivate var planSentence: String {
        let places = (bricks ?? []).map { $0.place }.joined(separator: ", ")
        return "\(name ?? "?") on \(places)"
    }
}
