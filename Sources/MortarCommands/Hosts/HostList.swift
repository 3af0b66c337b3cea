import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar host list`
struct HostList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the hosts and their states.",
        discussion: """
            Examples:
              mortar host list
              mortar host list --output json
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let hosts = try await connection.connected { try await $0.list(HostRepresentation.self) }
        try output.print(hosts.map(\.record), nothing: "There are no hosts.")
    }
}
