import OVirtAPI

extension GlusterVolumeRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("type", type)
        record.add("copies", number: replicaCount)
        record.add("owner", replicaSet == nil ? "user" : "mortar")
        record.add("work", task.map { "\($0.type ?? "") \($0.status ?? "")" })
        record.add("id", id, .detail)
        return record
    }

    /// With what it is made of.
    func record(_ bricks: [BrickRepresentation], hosts: [HostRepresentation]) -> Record {
        var record = record
        record.add("arbiters", number: arbiterCount, .detail)
        record.add("options", .list((options ?? []).map { .text("\($0.name ?? "") \($0.value ?? "")") }), .detail)
        if let task {
            record.add("files_moved", number: task.files.map(Int.init), .detail)
            record.add("moved", bytes: task.size, .detail)
            record.add("files_failed", number: task.failures.map(Int.init), .detail)
            record.add("files_skipped", number: task.skipped.map(Int.init), .detail)
        }
        record.add("bricks", .list(bricks.map { .record($0.volumeRecord(hosts)) }), .detail)
        return record
    }
}

extension BrickRepresentation {
    fileprivate func volumeRecord(_ hosts: [HostRepresentation]) -> Record {
        var record = Record()
        record.add("host", hosts.first { $0.id == serverID }?.name ?? name)
        record.add("directory", directory)
        record.add("status", status)
        record.add("free", bytes: free)
        record.add("size", bytes: size)
        return record
    }
}
