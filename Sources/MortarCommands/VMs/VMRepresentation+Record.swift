import OVirtAPI

extension VMRepresentation {
    /// As commands show it; its disks where they came with it.
    var record: Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("status_detail", statusDetail, .detail)
        record.add("host", host?.name ?? host?.id)
        record.add("cpus", number: cpu?.topology?.count)
        record.add("memory", bytes: memory)
        record.add("disk_access", diskAccess)
        record.add("disk_access_policy", diskAccessPolicy?.rawValue, .detail)
        record.add("pinned_to", .list(pinnedHosts.map { .text($0) }), .detail)
        record.add("high_availability", flag: fixed.highAvailability?.enabled, .detail)
        record.add("description", description, .detail)
        record.add("started", started.map(OutputValue.date) ?? .none, .detail)
        record.add("stopped", stopped.map(OutputValue.date) ?? .none, .detail)
        record.add("id", id, .detail)
        if let diskAttachments { record.add("disks", .list(diskAttachments.map { .record($0.record) }), .detail) }
        return record
    }
}

extension DiskAttachmentRepresentation {
    fileprivate var record: Record {
        var record = Record()
        record.add("name", disk?.content?.name ?? disk?.name)
        record.add("status", disk?.content?.status)
        record.add("size", bytes: disk?.content?.provisionedSize)
        record.add("bootable", flag: isBootable)
        record.add("replica_set", disk?.content?.replicaSet?.name)
        record.add("id", id)
        return record
    }
}
