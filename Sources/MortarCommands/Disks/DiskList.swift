import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar disk list`
struct DiskList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the disks, with their VMs and replica sets.",
        discussion: """
            Examples:
              mortar disk list
              mortar disk list --output json
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let records = try await connection.connected { client in
            let names = try await client.namesOfVMs()
            return try await client.list(DiskRepresentation.self).map { $0.record(vms: names) }
        }
        try output.print(records, nothing: "There are no disks.")
    }
}

extension MortarClient {
    /// By identity.
    func namesOfVMs() async throws -> [String: String] {
        var names: [String: String] = [:]
        for vm in try await list(VMRepresentation.self) { if let id = vm.id { names[id] = vm.name } }
        return names
    }
}
