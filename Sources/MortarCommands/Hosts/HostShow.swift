import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar host show`
struct HostShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all of a host, with how its VMs reach their disks.",
        discussion: """
            The disk access is libgfapi where the host's self-test of it has passed, and fuse otherwise.

            Examples:
              mortar host show h1
              mortar host show h1 --output yaml
            """)

    @Argument(help: "The host's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let host = try await connection.connected {
            try await $0.find(HostRepresentation.self, called: name, kind: "host")
        }
        try output.print(host.record)
    }
}
