import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume list`
struct VolumeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all Gluster volumes, replica sets of storage domains among them.",
        discussion: """
            Those whose owner is mortar are replica sets: “mortar storage” changes them.

            Example:
              mortar volume list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let volumes = try await connection.connected { try await $0.volumes() }
        try output.print(volumes.map(\.volume.record), nothing: "There are no volumes.")
    }
}
