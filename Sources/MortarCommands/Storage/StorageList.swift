import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar storage list`
struct StorageList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the storage domains and their space.",
        discussion: """
            Example:
              mortar storage list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let domains = try await connection.connected { try await $0.list(StorageDomainRepresentation.self) }
        try output.print(domains.map(\.record), nothing: "There are no storage domains.")
    }
}
