import OVirtAPI

extension StorageDomainRepresentation {
    /// As commands show it; its replica sets where they came with it.
    var record: Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("copies", redundancy?.rawValue)
        record.add("available", bytes: available)
        record.add("used", bytes: used)
        record.add("committed", bytes: committed)
        record.add("split_brain_policy", splitBrainPolicy?.rawValue, .detail)
        record.add("id", id, .detail)
        if let replicaSets {
            record.add("replica_sets", .list(replicaSets.map { .record($0.record(storage: name)) }), .detail)
        }
        return record
    }
}
