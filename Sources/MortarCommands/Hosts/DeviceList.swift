import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar device list`
struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List disks and partitions of hosts, and what they serve as.",
        discussion: """
            Only blank devices can become bricks.

            Examples:
              mortar device list
              mortar device list --host h1
            """)

    @Option(help: "Only this host's devices.")
    var host: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let records = try await connection.connected { client in
            var records: [Record] = []
            for host in try await hosts(client) {
                let devices = try await client.list(
                    BlockDeviceRepresentation.self, at: "\(host.href ?? "")/\(BlockDeviceRepresentation.path)")
                records += devices.map { $0.record(host: host.name) }
            }
            return records
        }
        try output.print(records, nothing: "No devices are known.")
    }

    private func hosts(_ client: MortarClient) async throws -> [HostRepresentation] {
        guard let host else { return try await client.list(HostRepresentation.self) }
        return [try await client.find(HostRepresentation.self, called: host, kind: "host")]
    }
}

extension BlockDeviceRepresentation {
    /// As commands show it.
    fileprivate func record(host: String?) -> Record {
        var record = Record()
        record.add("host", host)
        record.add("path", path)
        record.add("size", bytes: size)
        record.add("use", use)
        record.add("detail", useDetail ?? brick?.id.map { "brick \($0)" })
        record.add("rotational", flag: isRotational)
        record.add("model", model)
        record.add("serial", serial, .detail)
        record.add("stable_path", stablePath, .detail)
        return record
    }
}
