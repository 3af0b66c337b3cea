import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar storage show`
struct StorageShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all of a storage domain, with its replica sets.",
        discussion: """
            Example:
              mortar storage show data
            """)

    @Argument(help: "The storage domain's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let domain = try await connection.connected { client in
            var domain = try await client.find(
                StorageDomainRepresentation.self, called: name, kind: "storage domain")
            domain.replicaSets = try await client.replicaSets(of: domain)
            return domain
        }
        try output.print(domain.record)
    }
}
