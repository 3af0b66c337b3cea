import OVirtAPI

extension ExpansionPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("moves", .list((moves ?? []).map { .record($0.record) }))
        record.add("new_replica_sets", .list((replicaSets ?? []).map { .text($0.planSentence) }))
        record.add("to_copy", bytes: bytes)
        record.add(CopyEstimate(bytes: bytes, rate: healRate, seconds: seconds))
        record.add("capacity_before", bytes: capacityBefore)
        record.add("capacity_after", bytes: capacityAfter)
        record.add("remarks", .list((remarks ?? []).compactMap(\.text).map { .text($0) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }
}

extension BrickMoveRepresentation {
    /// As commands show it, with what its replica set bears.
    var record: Record {
        record("move", "\(replicaSet?.name ?? "?"): \(oldBrick?.place ?? "?") goes to \(newBrick?.place ?? "?")")
    }

    /// - Parameter sentence: which brick is filled, under its key.
    func record(_ key: String, _ sentence: String) -> Record {
        var record = Record()
        record.add(key, sentence)
        record.add("to_copy", bytes: bytes)
        if let seconds { record.add("seconds", number: seconds) }
        record.add("meanwhile", tolerance?.text)
        record.add("afterwards", toleranceAfter?.text)
        return record
    }
}

extension ReplicaSetRepresentation {
    fileprivate var planSentence: String {
        let places = (bricks ?? []).map { $0.place }.joined(separator: ", ")
        return "\(name ?? "?") on \(places)"
    }
}
