import MortarModel

extension Lab {
    /// What the lab is like now, from facts.
    package func status() async throws -> LabStatus {
        let record = try record()
        let processes = try ProcessTable.current()
        let loops = try await LoopDevices(runner: runner).devices(in: folder.path)
        let devices = Dictionary(loops.map { ($0.file, $0.device) }) { first, _ in first }
        return LabStatus(
            name: name.text, subnet: record.subnet.description, sshKey: folder.privateKey,
            knownHosts: folder.knownHosts,
            hosts: try record.hosts.map { try status($0, of: record, processes, devices) })
    }

    private func status(
        _ host: HostRecord, of record: LabRecord, _ processes: ProcessTable, _ devices: [String: String]
    ) throws -> LabStatus.Host {
        let files = folder.host(host)
        return LabStatus.Host(
            name: host.name,
            managementAddress: record.subnet.address(host: host.number, .management),
            storageAddress: record.subnet.address(host: host.number, .storage),
            power: processes.leader(of: files) == nil ? .off : .on,
            cutNetworks: host.cutNetworks.sorted { $0.rawValue < $1.rawValue },
            disks: try host.disks.map { try status($0, self.host(host, of: record).file(of: $0), devices) })
    }

    private func status(_ disk: DiskRecord, _ file: DiskFile, _ devices: [String: String]) throws -> LabStatus.Disk {
        LabStatus.Disk(
            number: disk.number, path: devices[file.path], size: disk.size.bytes,
            state: try file.hasFailed ? .failed : .working, file: file.path)
    }
}
