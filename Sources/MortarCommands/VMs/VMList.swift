import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar vm list`
struct VMList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the VMs and their states.",
        discussion: """
            Examples:
              mortar vm list
              mortar vm list --search 'status=up and name=web* sortby memory desc'
            """)

    @Option(help: "Only VMs that a search finds, in oVirt's grammar.")
    var search: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vms = try await connection.connected { try await $0.list(VMRepresentation.self, search: search) }
        try output.print(vms.map(\.record), nothing: "There are no VMs.")
    }
}
