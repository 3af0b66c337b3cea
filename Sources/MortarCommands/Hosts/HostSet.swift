import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar host set`
struct HostSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set what holds for one host.",
        discussion: """
            A host that keeps its bricks is waited for, however long it does not answer: nothing of it is rebuilt \
            elsewhere by itself. Bricks of its failed disks are rebuilt all the same.

            Examples:
              mortar host set h2 --keep-bricks on
              mortar host set h2 --keep-bricks off
            """)

    @Argument(help: "The host's name or id.")
    var name: String

    @Option(help: "Whether its bricks stay where they are when it is lost.")
    var keepBricks: Switch

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let host = try await connection.connected { client in
            let id = try await client.find(HostRepresentation.self, called: name, kind: "host").id ?? ""
            var change = HostRepresentation()
            change.mortar.keepsBricks = keepBricks.isOn
            return try await client.update(change, at: "hosts/\(id)")
        }
        let fate = keepBricks.isOn ? "stay where they are" : "are rebuilt elsewhere"
        try output.print("Bricks of host \(host.name ?? "") \(fate) when it is lost.", host.record)
    }
}
