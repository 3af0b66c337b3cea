import MortarModel

extension LabWish {
    /// The record of a new lab.
    func record(name: LabName, baseTree: String) throws -> LabRecord {
        let record = LabRecord(
            name: name, subnet: try subnet ?? Subnet("10.88"), baseTree: baseTree,
            diskSize: diskSize ?? .gibibytes(8), diskCount: disks ?? 2,
            managementRate: managementRate, storageRate: try storageRate ?? LinkRate("1gbit"),
            readOnlyBinds: readOnlyBinds, hosts: [])
        return (1...(hosts ?? 3)).reduce(into: record) { record, _ in record.addHost() }
    }

    /// Throws a `Failure` that names the options in which a lab that is there differs from what is asked.
    func requireSame(as record: LabRecord) throws {
        let differences = [
            difference("--hosts", hosts, record.hosts.count),
            difference("--disks", disks, record.diskCount),
            difference("--disk-size", diskSize, record.diskSize),
            difference("--subnet", subnet, record.subnet),
            difference("--management-rate", managementRate, record.managementRate),
            difference("--storage-rate", storageRate, record.storageRate),
            difference("--bind-read-only", readOnlyBinds.isEmpty ? nil : readOnlyBinds, record.readOnlyBinds),
        ].compactMap(\.self)
        guard !differences.isEmpty else { return }
        throw Failure(
            .conflict, "Lab \(record.name) exists with \(differences.joined(separator: ", ")).",
            correction: "Leave these options out to repair it, grow it with “add-host”, or remove it with “down” first."
        )
    }

    private func difference<Value: Equatable>(_ option: String, _ wanted: Value?, _ present: Value?) -> String? {
        guard let wanted, wanted != present else { return nil }
        return present.map { "\(option) \($0)" } ?? "no \(option)"
    }
}

extension LabRecord {
    /// Adds the next host, with blank disks.
    mutating func addHost() {
        let number = (hosts.map(\.number).max() ?? 0) + 1
        let disks = (1...diskCount).map { DiskRecord(number: $0, size: diskSize) }
        hosts.append(HostRecord(number: number, disks: disks))
    }
}
