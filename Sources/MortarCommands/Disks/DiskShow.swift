import ArgumentParser
import OVirtAPI

/// `mortar disk show`
struct DiskShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all of a disk.",
        discussion: """
            Example:
              mortar disk show web-1
            """)

    @OptionGroup var target: DiskTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let record = try await target.connection.connected { client in
            try await target.find(client).record(vms: client.namesOfVMs())
        }
        try output.print(record)
    }
}
