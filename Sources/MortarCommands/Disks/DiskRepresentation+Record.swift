import OVirtAPI

extension DiskRepresentation {
    /// As commands show it.
    ///
    /// - Parameter vms: names by identity.
    func record(vms names: [String: String]) -> Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("size", bytes: provisionedSize)
        record.add("storage", storageDomains?.first?.name)
        record.add("replica_set", replicaSet?.name)
        record.add("vm", vms?.first?.id.map { names[$0] ?? $0 })
        record.add("id", id)
        return record
    }
}
