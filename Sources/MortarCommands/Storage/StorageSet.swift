import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar storage set`
struct StorageSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set what holds for a storage domain.",
        discussion: """
            The split-brain policy decides which version of a file is taken where GlusterFS cannot tell: the one that \
            most bricks agree on (majority), the one written last (newest), or the one you choose (manual).

            Example:
              mortar storage set data --split-brain-policy manual
            """)

    @Argument(help: "The storage domain's name or id.")
    var name: String

    @Option(help: "What decides split-brains.")
    var splitBrainPolicy: SplitBrainPolicyChoice

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let domain = try await connection.connected { client in
            let id = try await client.find(
                StorageDomainRepresentation.self, called: name, kind: "storage domain"
            ).id
            var change = StorageDomainRepresentation()
            change.splitBrainPolicy = splitBrainPolicy
            return try await client.update(change, at: "storagedomains/\(id ?? "")")
        }
        try output.print(
            "Split-brains of storage domain \(domain.name ?? "") are decided by: \(splitBrainPolicy.rawValue).",
            domain.record)
    }
}

extension SplitBrainPolicyChoice: ExpressibleByArgument {}
